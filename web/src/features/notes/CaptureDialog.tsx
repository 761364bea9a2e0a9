/** A note written down by hand, in a dialog of its own. */
import { m } from "@/messages";
import { Dialog } from "@/ui/Dialog";
import CaptureForm, { type CaptureFormProps } from "./CaptureForm";

export default function CaptureDialog(props: CaptureFormProps) {
  return (
    <Dialog open onClose={props.onClose} title={m.notes.captureTitle} width="w-[36rem]">
      <CaptureForm {...props} />
    </Dialog>
  );
}
