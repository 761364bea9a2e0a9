/** A secret that is shown this once, with a button that copies it. */
import { useState } from "react";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Dialog, DialogButtons } from "@/ui/Dialog";

export function SecretDialog({ title, text, secret, onClose }: { title: string; text: string; secret: string; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <Dialog open onClose={onClose} title={title} description={text}>
      <input readOnly aria-label={title} className="field w-full font-mono !text-sm" value={secret} onFocus={(event) => event.target.select()} />
      <DialogButtons>
        <span role="status" className="mr-auto self-center text-muted">{copied && m.settings.copied}</span>
        <Button autoFocus onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}>{m.settings.copy}</Button>
        <Button kind="primary" onClick={onClose}>{m.shell.close}</Button>
      </DialogButtons>
    </Dialog>
  );
}
