/**
 * Text that people read goes through `t` or `plural` of `src/i18n.ts`. Looked at: text and attributes of JSX, the
 * same properties and attributes set on elements, and what `say` is given. Text without a letter is nobody's language.
 */
const ATTRIBUTES = new Set([
  "label",
  "title",
  "alt",
  "placeholder",
  "aria-label",
  "aria-description",
  "aria-valuetext",
  "aria-roledescription",
]);
const PROPERTIES = new Set([
  "textContent",
  "innerText",
  "title",
  "alt",
  "placeholder",
  "ariaLabel",
  "ariaDescription",
  "notice",
]);
const SPEAKERS = new Set(["say", "alert", "confirm", "prompt"]);
const LETTER = /\p{L}/u;

/** @type {import("eslint").Rule.RuleModule} */
export const visibleText = {
  meta: {
    type: "problem",
    messages: { unmarked: "People read this: mark it by t(…) or plural(…) of src/i18n.ts." },
    schema: [],
  },
  create(context) {
    const refuse = (node) => {
      context.report({ node, messageId: "unmarked" });
    };
    /** The strings that an expression may come to, as far as they stand there. */
    const look = (node) => {
      switch (node?.type) {
        case "Literal":
          if (typeof node.value === "string" && LETTER.test(node.value)) refuse(node);
          return;
        case "TemplateLiteral":
          if (node.quasis.some(({ value }) => LETTER.test(value.raw))) refuse(node);
          return;
        case "ConditionalExpression":
          look(node.consequent);
          look(node.alternate);
          return;
        case "LogicalExpression":
          look(node.left);
          look(node.right);
          return;
        case "BinaryExpression":
          if (node.operator !== "+") return;
          look(node.left);
          look(node.right);
          return;
        case "JSXExpressionContainer":
          look(node.expression);
      }
    };
    return {
      JSXText(node) {
        if (LETTER.test(node.value)) refuse(node);
      },
      JSXExpressionContainer(node) {
        if (node.parent.type === "JSXElement" || node.parent.type === "JSXFragment") look(node);
      },
      JSXAttribute(node) {
        if (ATTRIBUTES.has(String(node.name.name))) look(node.value);
      },
      AssignmentExpression({ left, right }) {
        if (left.type === "MemberExpression" && PROPERTIES.has(left.property.name)) look(right);
      },
      CallExpression({ callee, arguments: given }) {
        const name = callee.type === "MemberExpression" ? callee.property.name : callee.name;
        if (SPEAKERS.has(name)) look(given[0]);
        if (name === "setAttribute" && ATTRIBUTES.has(given[0]?.value)) look(given[1]);
      },
    };
  },
};
