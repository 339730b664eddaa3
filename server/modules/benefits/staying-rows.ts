import { registerStayingRows } from "#kernel/person-references";

registerStayingRows("benefits.rehearsal_phone", "people of the play space");
registerStayingRows("benefits.till_check", "over within minutes");
