/** Texts of what a member agrees to. */
export const kindness = {
  title: "生日祝福和慰问",
  about: "默认都关着,由你决定。随时可以关掉,关掉后不再发送。单位看不到谁哪天过生日,只看到有多少人同意。",
  kind: {
    birthday: {
      legend: "生日祝福",
      hint: "生日那天在“消息”里收到一句祝福,一年一次。2 月 29 日出生的,平年在 2 月 28 日。",
    },
    condolence: {
      legend: "慰问",
      hint: "生病、遇到困难或家里有丧事时,工会的人可以联系、看望我。所在工会在我的档案里看得到。",
    },
  },
  agree: "同意",
  no: "不同意",
  since: "{{date}}起同意",
} as const;
