using Microsoft.Playwright;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>What can be measured of a page as it stands.</summary>
internal static class Measures
{
    /// <summary>JavaScript: resolves when everything has its place and each animation that ends has ended.</summary>
    private const string SettledScript = """
        async () => {
          const ending = () => document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity && one.playState === 'running');
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          await Promise.all(ending().map((one) => one.finished.catch(() => null)));
        }
        """;

    /// <summary>
    /// JavaScript: controls that are smaller than a finger. A choice with a label is as large as the label; a link within a sentence is as high
    /// as its line; what screen readers and the keyboard alone reach is never touched.
    /// </summary>
    private const string SmallScript = """
        () => [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden]), [role=menuitem]')]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[aria-hidden=true]'))
          .map((one) => ({ one, box: (one.matches('input') && one.closest('label') || one).getBoundingClientRect() }))
          .filter(({ one, box }) => box.right > 0 && (box.width < 43.5 || box.height < 43.5) && !one.matches('.visually-hidden')
            && !(one.matches('a') && getComputedStyle(one).display === 'inline'
              && [...one.parentElement.childNodes].some((other) => other !== one && other.textContent.trim())))
          .map(({ one, box }) => `small: ${Math.round(box.width)}x${Math.round(box.height)} ${one.localName} ${one.dataset.testid ?? ''} ${(one.ariaLabel ?? one.textContent).trim().slice(0, 40)}`)
        """;

    /// <summary>JavaScript: what is wider than the window, so that somebody would have to scroll sideways to read.</summary>
    private const string WideScript = """
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : [...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 4)
          .map((one) => `wide: ${one.localName}.${one.className} ends at ${Math.round(one.getBoundingClientRect().right)} of ${innerWidth}`)
        """;

    /// <summary>JavaScript: what still moves; and what reads a countdown out besides the one region that may.</summary>
    private const string RestlessScript = """
        () => [
          ...document.getAnimations().map((one) => `moves: ${one.animationName ?? one.transitionProperty} of ${one.effect.target?.className}`),
          ...[...document.querySelectorAll('[role=status] [role=timer], [role=alert] [role=timer], [aria-live]:not([aria-live=off]) [role=timer]')]
            .map((one) => `reads each second: ${one.textContent}`),
          ...(document.querySelectorAll('[data-testid=countdown-said]').length > 1 ? ['several regions read countdowns out'] : []),
        ]
        """;

    public static Task SettledAsync(this IPage page) => page.EvaluateAsync(SettledScript);

    /// <inheritdoc cref="SmallScript"/>
    public static async Task<IEnumerable<string>> SmallAsync(IPage page) => await page.EvaluateAsync<string[]>(SmallScript);

    /// <inheritdoc cref="WideScript"/>
    public static async Task<IEnumerable<string>> WideAsync(IPage page) => await page.EvaluateAsync<string[]>(WideScript);

    /// <summary>What moves although less motion is asked for.</summary>
    public static async Task<IEnumerable<string>> RestlessAsync(IPage page)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        var restless = await page.EvaluateAsync<string[]>(RestlessScript);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.NoPreference });
        return restless;
    }
}
