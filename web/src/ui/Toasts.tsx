/** Draws the toasts; announced politely, problems at once. */
import { m } from "@/messages";
import { Button, IconButton } from "./Button";
import { CheckIcon, CloseIcon, WarnIcon } from "./icons";
import { hideToast, useToasts } from "./toasts";

export function Toasts() {
  const toasts = useToasts();
  return (
    <section aria-label={m.shell.notifications} className="pointer-events-none fixed bottom-3 right-3 z-60 flex w-96 max-w-[calc(100vw-24px)] flex-col gap-2 max-sm:bottom-16">
      {toasts.map((toast) => (
        <div key={toast.id} role={toast.kind === "problem" ? "alert" : "status"} className="layer pointer-events-auto flex items-start gap-2 p-2 pl-3">
          <span className={toast.kind === "problem" ? "pt-1.5 text-danger" : "pt-1.5 text-good"}>{toast.kind === "problem" ? <WarnIcon /> : <CheckIcon />}</span>
          <div className="min-w-0 flex-1 py-1">
            <div className="break-words">{toast.title}</div>
            {toast.detail && <div className="break-words text-muted">{toast.detail}</div>}
          </div>
          {toast.act && (
            <Button
              kind="plain"
              onClick={() => {
                hideToast(toast.id);
                toast.act?.run();
              }}
            >
              {toast.act.label}
            </Button>
          )}
          <IconButton icon={CloseIcon} label={m.errors.dismiss} onClick={() => hideToast(toast.id)} />
        </div>
      ))}
    </section>
  );
}
