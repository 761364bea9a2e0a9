/** Chooses the product whose work is shown; the choice stays in this browser. */
import { useRegistry } from "@/api/registry";
import { m } from "@/messages";
import { setPrefs, usePrefs } from "@/prefs";
import { ChevronDownIcon } from "@/ui/icons";
import { Menu } from "@/ui/Menu";

export function ProductSwitcher({ collapsed }: { collapsed: boolean }) {
  const products = useRegistry("products");
  const { productId } = usePrefs();
  const current = products.find((product) => product.id === productId);
  const name = current?.name ?? m.shell.allProducts;
  const choices = [
    { id: "all", label: m.shell.allProducts, chosen: !current, run: () => setPrefs({ productId: undefined }) },
    ...products.map((product) => ({
      id: product.id,
      label: product.name,
      icon: <span className="w-10 truncate text-xs text-faint">{product.key}</span>,
      chosen: product === current,
      run: () => setPrefs({ productId: product.id }),
    })),
  ];
  return (
    <Menu
      label={m.shell.switchProduct}
      choices={choices}
      trigger={
        <button type="button" title={m.shell.switchProduct} className="flex h-7 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 hover:bg-hover">
          <img src="/icon.svg" alt="" width="16" height="16" className="shrink-0" />
          <span className={collapsed ? "sr-only" : "min-w-0 flex-1 truncate text-left font-medium"}>{name}</span>
          {!collapsed && <ChevronDownIcon className="shrink-0 text-faint" />}
        </button>
      }
    />
  );
}
