import { FilterOutlined } from "@ant-design/icons";
import { Button } from "antd";

/** Narrows the list to what stands beside it. */
export function OnlyButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button type="text" size="small" icon={<FilterOutlined />} title={label} aria-label={label} onClick={onClick} />
  );
}
