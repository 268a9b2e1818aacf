using Microsoft.Playwright;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>
/// Goes through a page with the Tab key alone. Every control that can be seen is reached, the focus can always be seen, and the way leads
/// out again: to the browser's own controls, or in a dialog back to its first one.
/// </summary>
internal static class TabWalk
{
    /// <summary>Between two looks at how far the walk is.</summary>
    private const int Steps = 12;

    private const string BeginScript = """
        () => {
          const modal = document.querySelector('dialog:modal');
          const tabbable = (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
          const all = [...(modal ?? document).querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')].filter(tabbable);
          // Tab reaches one choice of a group.
          const expected = all.filter((one) => one.type !== 'radio' || one === (all.find((other) => other.type === 'radio' && other.name === one.name && other.form === one.form && other.checked)
            ?? all.find((other) => other.type === 'radio' && other.name === one.name && other.form === one.form)));
          const called = (one) => `${one.localName} ${one.dataset.testid ?? ''} "${(one.ariaLabel ?? one.textContent).trim().slice(0, 40)}"`;
          const marked = (one) => [one, one.closest('label'), one.nextElementSibling].filter(Boolean).map((part) => {
            const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(part);
            return `${outlineStyle === 'none' || parseFloat(outlineWidth) < 1.5 ? 'none' : outlineStyle + outlineWidth + outlineColor} ${boxShadow}`;
          });
          const inSight = (one) => {
            const part = one.matches('label input') ? one.closest('label') : one;
            const box = part.getBoundingClientRect();
            const [left, top, right, bottom] = [Math.max(box.left, 0), Math.max(box.top, 0), Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
            if (right <= left || bottom <= top) return false;
            return [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].some(([x, y]) => {
              const over = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
              return over && (part.contains(over) || over.contains(part));
            });
          };
          const walk = { reached: new Set(), faults: [], done: false, steps: 0 };
          let [first, last, mark] = [null, null, null];
          const leave = () => {
            if (last?.isConnected && String(marked(last)) === String(mark)) walk.faults.push(`the focus cannot be seen: ${called(last)}`);
          };
          const arrive = ({ target }) => {
            if (walk.done) return;
            leave();
            if (target === first) return void (walk.done = true);
            first ??= target;
            [last, mark] = [target, marked(target)];
            walk.reached.add(target);
            if (!inSight(target)) walk.faults.push(`the focus is out of sight: ${called(target)}`);
          };
          // The walk begins before the first control, wherever the focus was.
          if (!modal) {
            const start = document.createElement('span');
            start.tabIndex = -1;
            document.body.prepend(start);
            start.focus();
            start.remove();
          } else if (modal.contains(document.activeElement)) arrive({ target: document.activeElement });
          document.addEventListener('focusin', arrive);
          window.tabWalk = {
            expected: expected.length,
            look: () => {
              if (!walk.done && walk.reached.size > 0 && document.activeElement === document.body && last.isConnected) {
                leave();
                walk.done = true;
              }
              return walk.done;
            },
            end: () => {
              document.removeEventListener('focusin', arrive);
              const missed = expected.filter((one) => one.isConnected && tabbable(one) && !walk.reached.has(one)).map((one) => `Tab does not reach ${called(one)}`);
              const trapped = walk.done ? [] : [`Tab does not get on from ${called(document.activeElement)}`];
              return [...walk.faults, ...missed, ...trapped];
            },
          };
          return expected.length;
        }
        """;

    /// <summary>What somebody with a keyboard alone cannot reach or see.</summary>
    public static async Task<IEnumerable<string>> FaultsAsync(IPage page)
    {
        // Outlines that fade in would be measured before they are there.
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        var expected = await page.EvaluateAsync<int>(BeginScript);
        for (var step = 0; step < (expected * 2) + 40; step += Steps)
        {
            for (var press = 0; press < Steps; press++)
                await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("() => window.tabWalk.look()"))
                break;
        }

        var faults = await page.EvaluateAsync<string[]>("() => window.tabWalk.end()");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.NoPreference });
        return faults;
    }
}
