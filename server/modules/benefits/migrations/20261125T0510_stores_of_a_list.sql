-- A merchant of a list may have stores on both sides of a thousand rows; those behind it join the application within the same transaction.
grant update (stores) on benefits.merchant_application to gonghui_app;
