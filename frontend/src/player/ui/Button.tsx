/** A button of the player: an icon with a name for those who don't see it. */
import type { MouseEventHandler } from "react";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.ts";

interface Props {
  icon: IconName;
  label: string;
  onClick: MouseEventHandler<HTMLButtonElement>;
  pressed?: boolean;
  disabled?: boolean;
  className?: string;
}

export function Button({ icon, label, onClick, pressed, disabled = false, className = "" }: Props) {
  return (
    <button
      type="button"
      className={`pbutton ${className}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
