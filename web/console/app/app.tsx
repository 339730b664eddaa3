import { LoadingOutlined } from "@ant-design/icons";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { App as AntApp, ConfigProvider, Grid } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useLanguage } from "../../shared/i18n/index.ts";
import { consoleTheme, phoneTheme } from "../shared/theme.ts";
import { queryClient, router } from "./router.tsx";

// The library's own grows and shrinks by a transition, and never goes when the answer comes before it has begun: the button
// would be called "loading" for ever. This one is there or not, and is no part of the button's name.
const loadingIcon = <LoadingOutlined aria-hidden />;

/** The console: theme, language and data around the pages. */
export function App() {
  const locale = useLanguage() === "en" ? enUS : zhCN;
  const isPhone = Grid.useBreakpoint().sm === false;
  return (
    <ConfigProvider
      theme={isPhone ? phoneTheme : consoleTheme}
      locale={locale}
      button={{ autoInsertSpace: false, loadingIcon }}
    >
      <AntApp>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
