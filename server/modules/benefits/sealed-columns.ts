import { registerSealedArchive, registerSealedColumn } from "#kernel/secrets/sealed-columns";

/** What this room keeps sealed, so that keys can be changed. */
registerSealedColumn({ table: "benefits.clerk", column: "phone_sealed", place: (id) => `clerk.phone.${id}` });
registerSealedColumn({
  ...{ table: "benefits.merchant_application", column: "phone_sealed" },
  place: (id) => `merchant_application.phone.${id}`,
});
registerSealedColumn({
  ...{ table: "benefits.merchant_application", column: "bank_sealed" },
  place: (id) => `merchant_application.bank.${id}`,
});
registerSealedColumn({
  ...{ table: "benefits.bank_account", column: "account_sealed" },
  place: (id) => `bank_account.account.${id}`,
});
registerSealedArchive({
  name: "benefits.audit_bundle",
  countBefore: "select count(*)::int as count from benefits.audit_bundle where state = 'ready' and created_at < $1",
});
