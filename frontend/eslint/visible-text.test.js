import { RuleTester } from "eslint";
import { describe, it } from "vitest";
import { visibleText } from "./visible-text.js";

RuleTester.describe = describe;
RuleTester.it = it;

const languageOptions = { parserOptions: { ecmaFeatures: { jsx: true } } };
const unmarked = [{ messageId: "unmarked" }];

new RuleTester({ languageOptions }).run("visible-text", visibleText, {
  valid: [
    "<p>{t('Play')}</p>",
    "<p>{index > 0 && ', '}</p>",
    "<p title={t('Play')} className='row'>{each === 'queue' ? t('Queue') : ' – '}</p>",
    "button.textContent = t('Play')",
    "say(plural(3, '{count} track', '{count} tracks'))",
    "row.setAttribute('data-kind', 'album')",
  ],
  invalid: [
    "<p>Play</p>",
    "<p>{'Play'}</p>",
    "<p>{count === 0 ? 'None' : t('Some')}</p>",
    "<p>{`${count} tracks`}</p>",
    "<button aria-label='Play' />",
    "<Button label={muted ? 'Unmute' : t('Mute')} />",
    "button.textContent = 'Play'",
    "button.setAttribute('aria-label', 'Play ' + title)",
    "this.say(`${title} is gone`)",
  ].map((code) => ({ code, errors: unmarked })),
});
