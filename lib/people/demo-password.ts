/** Known to everyone, so a desk with demo accounts listens on its own machine only. */
export const demoPassword = "docket-demo-2026";
