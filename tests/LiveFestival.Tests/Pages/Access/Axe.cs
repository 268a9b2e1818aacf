using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>Runs axe in a page.</summary>
internal static class Axe
{
    private static readonly string Source = new BundledAxeScriptProvider().GetScript();

    /// <summary>JavaScript: each finding with its rule, its element, and what axe says of it.</summary>
    private const string RunScript = """
        async () => {
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
          const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
          return violations.flatMap((rule) => rule.nodes.map((node) =>
            `axe ${rule.id}: ${node.target.join(' ')}: ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')}`));
        }
        """;

    /// <summary>What breaks WCAG 2.2 AA, as far as a program can tell.</summary>
    public static async Task<IEnumerable<string>> FindingsAsync(IPage page)
    {
        // A document that has been looked at has axe already.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Source);
        return await page.EvaluateAsync<string[]>(RunScript);
    }
}
