export const member = { shell: { home: "首页" } } as const;
