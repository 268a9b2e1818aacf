using TestKit.Hosts;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Viewer;

[Parallelizable(ParallelScope.Self)]
public sealed class LikesTests
{
    private const string Stage = "tongxiang";
    private static FestivalHost Host => ViewerFestival.Host;

    [Test]
    public async Task Five_taps_on_the_heart_stay_five_until_everybody_sees_them()
    {
        var viewer = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", 1366, 768);
        await using var context = viewer.Context;
        var other = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", 390, 844, touch: true);
        await using var otherContext = other.Context;
        await Expect(viewer.GetByTestId("like")).ToBeEnabledAsync();
        await Expect(viewer.GetByTestId("like")).ToHaveAccessibleNameAsync("Like 0");
        await viewer.EvaluateAsync("""
            () => {
              const count = document.querySelector('[data-testid=likes]');
              window.counts = [];
              new MutationObserver(() => window.counts.push(Number(count.dataset.count))).observe(count, { attributes: true });
            }
            """);

        for (var i = 0; i < 5; i++)
            await viewer.GetByTestId("like").ClickAsync();
        await Expect(viewer.GetByTestId("likes")).ToHaveAttributeAsync("data-count", "5");
        await Expect(other.GetByTestId("likes")).ToHaveAttributeAsync("data-count", "5");
        // The same counts have come to both by then.
        await other.GetByTestId("like").ClickAsync();
        await Expect(viewer.GetByTestId("likes")).ToHaveAttributeAsync("data-count", "6");

        Assert.That(await viewer.EvaluateAsync<int[]>("() => window.counts"), Is.Ordered.And.Not.Contains(0));
    }
}
