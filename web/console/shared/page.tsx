import { ArrowLeftOutlined } from "@ant-design/icons";
import { Flex } from "antd";
import type { ReactNode } from "react";
import styles from "./page.module.css";

interface PageProps {
  title: ReactNode;
  /** One line below the title: what this page is for. */
  about?: ReactNode;
  /** Where the list is that this page came from. */
  back?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of the console: its heading, its acts, its content. */
export function Page({ title, about, back, actions, children }: PageProps) {
  return (
    <div className={styles.page}>
      {back && (
        <nav className={styles.back}>
          <ArrowLeftOutlined aria-hidden /> {back}
        </nav>
      )}
      <header className={styles.head}>
        <div>
          <h1 className={styles.title} tabIndex={-1}>
            {title}
          </h1>
          {about && <p className={styles.about}>{about}</p>}
        </div>
        {actions && (
          <Flex gap={8} wrap>
            {actions}
          </Flex>
        )}
      </header>
      {children}
    </div>
  );
}
