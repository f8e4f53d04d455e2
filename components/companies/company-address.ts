/** What the addresses of the companies' pages say; plain values, which the server reads too. */
export const companyPageSize = 50;
export const companyTabs = ["overview", "requesters", "knowledge"] as const;
export type CompanyTab = (typeof companyTabs)[number];

export interface CompanyFilters {
  search: string;
  state: "active" | "inactive" | "any";
}
