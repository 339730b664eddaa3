import { Button, Upload } from "antd";
import type { ReactNode } from "react";

interface FileButtonProps {
  /** Given by the form. */
  id?: string | undefined;
  /** Media types, as the file chooser takes them. */
  accept: string;
  busy: boolean;
  disabled: boolean;
  icon?: ReactNode;
  onFile: (file: File) => void;
  children: ReactNode;
}

/** A button that lets one file be chosen; what becomes of it is its owner's. */
export function FileButton({ id, accept, busy, disabled, icon, onFile, children }: FileButtonProps) {
  return (
    <Upload
      {...(id === undefined ? {} : { id })}
      accept={accept}
      maxCount={1}
      showUploadList={false}
      disabled={disabled || busy}
      beforeUpload={(file) => {
        onFile(file);
        return false;
      }}
    >
      <Button icon={icon} loading={busy} disabled={disabled}>
        {children}
      </Button>
    </Upload>
  );
}
