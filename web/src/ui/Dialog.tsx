/** A modal dialog: owns the keyboard while open, gives the focus back when it closes. */
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { useKeyBlock } from "@/actions/context";
import { m } from "@/messages";
import { IconButton } from "./Button";
import { cx } from "./cx";
import { CloseIcon } from "./icons";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Width class; default 28rem. */
  width?: string;
  /** Hides the heading visually, keeps it for screen readers (the palette). */
  bare?: boolean;
}

export function Dialog({ open, onClose, title, description, children, width = "w-[28rem]", bare = false }: DialogProps) {
  useKeyBlock(open);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.2_0.01_260/0.32)]" />
        <Base.Popup className={cx("layer fixed left-1/2 top-[12vh] z-50 flex max-h-[76vh] max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col", width)}>
          <div className={bare ? "sr-only" : "flex items-center justify-between gap-2 px-4 pt-3"}>
            <Base.Title className="text-lg">{title}</Base.Title>
            {!bare && <Base.Close render={<IconButton icon={CloseIcon} label={m.shell.close} />} />}
          </div>
          {description && <Base.Description className="px-4 pt-1 text-muted" render={<div />}>{description}</Base.Description>}
          <div className={cx("flex min-h-0 flex-col overflow-auto", !bare && "p-4")}>{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className="mt-4 flex justify-end gap-2">{children}</div>;
}
