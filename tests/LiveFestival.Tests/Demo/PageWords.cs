using Microsoft.Playwright;

namespace LiveFestival.Tests.Demo;

/// <summary>
/// The words of a page that are not in its language: what can be seen, and names that are only heard. What people say (chat, questions, their
/// names) is in their own language, and so is what the page marks as another one (<c>lang</c>).
/// </summary>
internal static class PageWords
{
    /// <summary>Names that are written in Latin letters in Chinese too, and units.</summary>
    private static readonly string[] Latin = ["OBS", "Larix", "FFmpeg", "YouTube", "HLS", "RTMP", "SRT", "GOP", "CSV", "fps", "Mbps", "Mb", "kbps", "kb", "dB", "dBFS", "LUFS", "UTC", "UTF", "ID", "ms", "px", "English"];

    private const string Script = """
        language => {
          const said = '[data-testid=chat-list], [data-testid=question], [data-testid=running-question], [data-testid=waiting], .who, .winner, [data-testid=person] strong, .people-acts, .word-list button, .word-list strong, a[href="/account"], code, script, style';
          const foreign = (text) => (language === 'en' ? text.match(/\p{Script=Han}+/gu) : text.match(/[A-Za-z]{2,}/g)) ?? [];
          const found = new Map();
          const note = (element, text, what) => {
            if (!text?.trim() || element.closest(said)) return;
            const marked = element.closest('[lang]')?.lang ?? '';
            if (!marked.startsWith(language)) return;
            if (!element.checkVisibility({ visibilityProperty: true })) return;
            for (const word of foreign(text)) found.set(word, `${word} in ${what}: ${text.trim().slice(0, 80)}`);
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) note(walker.currentNode.parentElement, walker.currentNode.data, walker.currentNode.parentElement.className || walker.currentNode.parentElement.tagName);
          for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext'])
            for (const element of document.querySelectorAll(`body [${name}]`)) note(element, element.getAttribute(name), name);
          note(document.body, document.title, 'the title of the page');
          return [...found.entries()].map(([word, where]) => `${word}|${where}`);
        }
        """;

    /// <param name="page">What is looked at.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>, in which the page is.</param>
    /// <returns>Each foreign word once, with where it is.</returns>
    public static async Task<IReadOnlyList<string>> ForeignAsync(IPage page, string language)
    {
        var found = await page.EvaluateAsync<string[]>(Script, language);
        return [.. found.Select(one => one.Split('|', 2)).Where(one => !Latin.Contains(one[0], StringComparer.OrdinalIgnoreCase)).Select(one => one[1])];
    }
}
