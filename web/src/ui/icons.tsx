/** The icons, drawn on a 16 px grid in the current colour. Lanes and statuses have glyphs of their own in glyphs.tsx. */
import type { ReactNode, SVGProps } from "react";

export type Icon = (props: SVGProps<SVGSVGElement>) => ReactNode;

function icon(path: ReactNode): Icon {
  return function IconShape(props) {
    return (
      <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" {...props}>
        {path}
      </svg>
    );
  };
}

export const BacklogIcon = icon(<path d="M2.5 3.5h11M2.5 8h8M2.5 12.5h5" />);
export const InboxIcon = icon(<><path d="M2.5 9 4.3 3.2h7.4L13.5 9v4h-11z" /><path d="M2.5 9h3.3c.3 1.3 1 2 2.2 2s1.9-.7 2.2-2h3.3" /></>);
export const LedgerIcon = icon(<><path d="M3.5 2.5h9v11h-9z" /><path d="M6 5.5h4M6 8h4M6 10.5h2.5" /></>);
export const RubricsIcon = icon(<path d="M3 4.5h10M3 11.5h10M6 2.8v3.4M10.5 9.8v3.4" />);
export const ImportIcon = icon(<path d="M8 2.5v7.5M5 7l3 3 3-3M2.5 11v2.5h11V11" />);
export const SettingsIcon = icon(<><circle cx="8" cy="8" r="2" /><path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4" /></>);
export const SearchIcon = icon(<><circle cx="7" cy="7" r="4.2" /><path d="m10.2 10.2 3.3 3.3" /></>);
export const PlusIcon = icon(<path d="M8 3v10M3 8h10" />);
export const CloseIcon = icon(<path d="m4 4 8 8M12 4l-8 8" />);
export const ChevronDownIcon = icon(<path d="m4.5 6.5 3.5 3.5 3.5-3.5" />);
export const ChevronRightIcon = icon(<path d="m6.5 4.5 3.5 3.5-3.5 3.5" />);
export const CheckIcon = icon(<path d="m3.5 8.5 3 3 6-7" />);
export const FilterIcon = icon(<path d="M2.5 4h11M4.5 8h7M6.5 12h3" />);
export const GroupIcon = icon(<path d="M2.5 3h11v3.5h-11zM2.5 9.5h11V13h-11z" />);
export const ColumnsIcon = icon(<path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10" />);
export const SortIcon = icon(<path d="M5 3v10M5 13l-2-2M5 13l2-2M11 13V3M11 3 9 5M11 3l2 2" />);
export const PinIcon = icon(<path d="M6 2.5h4M6.5 2.5V6L4.5 9h7l-2-3V2.5M8 9v4.5" />);
export const GripIcon = icon(<path d="M6 4v.01M6 8v.01M6 12v.01M10 4v.01M10 8v.01M10 12v.01" strokeWidth="2" />);
export const MoreIcon = icon(<path d="M3.5 8v.01M8 8v.01M12.5 8v.01" strokeWidth="2" />);
export const RailIcon = icon(<path d="M2.5 3h11v10h-11zM6 3v10" />);
export const ClockIcon = icon(<><circle cx="8" cy="8" r="5.5" /><path d="M8 5v3.2l2 1.3" /></>);
export const UndoIcon = icon(<path d="M5.5 3 2.8 5.7 5.5 8.4M3 5.7h6.5a3.4 3.4 0 0 1 0 6.8H6" />);
export const WarnIcon = icon(<><path d="M8 2.5 14 13H2z" /><path d="M8 6.5v3M8 11.2v.01" /></>);
export const BookmarkIcon = icon(<path d="M4.5 2.5h7v11L8 10.8l-3.5 2.7z" />);
export const SwapIcon = icon(<path d="M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13" />);
export const NoteIcon = icon(<path d="M2.5 3h11v8H8l-3 2.5V11H2.5zM5 6h6M5 8.3h4" />);
export const GoalIcon = icon(<><circle cx="8" cy="8" r="5.5" /><circle cx="8" cy="8" r="2" /></>);
export const InsightsIcon = icon(<><path d="M5.6 10.4a3.9 3.9 0 1 1 4.8 0c-.5.4-.7.9-.7 1.4H6.3c0-.5-.2-1-.7-1.4Z" /><path d="M6.6 13.8h2.8" /></>);
export const CustomersIcon = icon(<path d="M3 13.5v-10h6v10M9 6.5h4v7M2 13.5h12M5 6h2M5 8.5h2M5 11h2" />);
export const PeopleIcon = icon(<><circle cx="8" cy="5.5" r="2.5" /><path d="M3 13.5c.6-2.6 2.5-4 5-4s4.4 1.4 5 4" /></>);
