import { common } from "./common-texts.ts";
import { permission } from "./permissions/zh-CN.ts";
import * as money from "./problems/money/zh-CN.ts";
import * as register from "./problems/register/zh-CN.ts";
import * as sheets from "./problems/sheets/zh-CN.ts";

/** What only desks, tills and doors meet. */
const problem = {
  settings: {
    sms_not_configured: "还没有设置短信网关。请先填写并保存,再试发。",
    sms_phone_invalid: "手机号格式不对。请核对 11 位数字。",
    address_inside: "{{host}} 在内网,服务器没有被允许访问。请系统管理员在服务器设置 OUTBOUND_INSIDE 里列出它。",
    oidc_secret_needed: "请填写身份服务的密钥。",
    demo_verifier_only_in_demo: "演示核验的结果是编的,只能在演示环境里用。请选“不接外部核验”。",
    sms_secret_needed: "请填写短信网关的密钥。",
    too_many_test_messages: "试发得太多。请过一会儿再试。",
  },
  ...register,
  ...money,
  ...sheets,
} as const;

/** The texts of every entrance, with those of work: permissions, money, sheets, settings. */
export const shared = { ...common, problem: { ...common.problem, ...problem }, permission } as const;
