/** Buttons: a verb in words, or an icon with its name. A disabled one says why in its tooltip. */
import type { ButtonHTMLAttributes, ReactNode } from "react";
import type { Icon } from "./icons";
import { cx } from "./cx";

type Kind = "primary" | "plain" | "quiet" | "danger";
const KINDS: Record<Kind, string> = {
  primary: "bg-accent text-accent-ink font-medium hover:brightness-110",
  plain: "border border-line-strong bg-surface hover:bg-hover",
  quiet: "text-muted hover:bg-hover hover:text-ink",
  danger: "border border-danger text-danger bg-surface hover:bg-danger-soft",
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind;
  /** Why it cannot be pressed; disables the button and explains. */
  disabledReason?: string | undefined;
}

export function Button({ kind = "plain", disabledReason, className, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      {...props}
      disabled={props.disabled || disabledReason !== undefined}
      title={disabledReason ?? props.title}
      className={cx("inline-flex h-(--control) shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md px-2.5 disabled:opacity-50", KINDS[kind], className)}
    />
  );
}

interface IconButtonProps extends Omit<ButtonProps, "children"> {
  icon: Icon;
  label: string;
  children?: ReactNode;
}

export function IconButton({ icon: Shape, label, className, kind = "quiet", ...props }: IconButtonProps) {
  return (
    <Button kind={kind} title={label} aria-label={label} {...props} className={cx("w-(--control) !px-0", className)}>
      <Shape />
    </Button>
  );
}
