import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, unwrap } from "../../../shared/api.ts";
import { shrinkPicture } from "../../../shared/shrink-picture.ts";

/** Sends a photo at once, made smaller on the phone, and shows what was taken. */
export function usePicture(before: string | null) {
  const [preview, setPreview] = useState<string>();
  useEffect(() => () => URL.revokeObjectURL(preview ?? ""), [preview]);
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const small = await shrinkPicture(file).catch(() => file);
      const saved = await unwrap(
        api.POST("/api/till/goods-pictures", {
          // The document describes a file as text; what is sent is the form made here.
          body: { file: "" },
          bodySerializer: () => {
            const body = new FormData();
            body.append("file", small, "goods.jpg");
            return body;
          },
        }),
      );
      setPreview(URL.createObjectURL(small));
      return saved;
    },
  });
  return { upload, preview, pictureFileId: upload.data?.id ?? before };
}
