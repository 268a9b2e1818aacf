using Broadcast.Api.Pages;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>Every page in every state can be used by everybody: WCAG 2.2 AA as far as axe can tell, with a finger, a keyboard, and enlarged.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class EveryPageTests
{
    /// <summary>The way through each page, and through what has no path of its own; each begins at an address.</summary>
    private static readonly Dictionary<string, (string Begin, Func<Tour, Task> WalkAsync)> Tours = new(StringComparer.Ordinal)
    {
        ["/"] = ("/", ViewerTours.HomeAsync),
        ["/watch/{channel}"] = ("/watch/tongxiang", ViewerTours.WatchAsync),
        ["/embed/{channel}"] = ("/embed/festival", ViewerTours.EmbedAsync),
        ["/item/{product}"] = ("/item/chrysanthemum-tea", ViewerTours.ItemAsync),
        ["/sign-in"] = ("/sign-in", ViewerTours.SignInPageAsync),
        ["a village's screen"] = ("/", ViewerTours.VillageAsync),
        ["away"] = ("/nowhere", ViewerTours.AwayAsync),
        ["/anchor"] = ("/anchor", DeskTours.AnchorAsync),
        ["/control"] = ("/", DeskTours.ControlAsync),
        ["/setup"] = ("/setup", SetupTours.SetupAsync),
        ["/join"] = ("/join", SetupTours.JoinAsync),
        ["/account"] = ("/account", SetupTours.AccountAsync),
        ["/docs"] = ("/docs", DocsAsync),
        ["/replay/{channel}"] = ("/replay/festival", ViewerTours.ReplaysAsync),
        ["/replay/{channel}/{slot}"] = ("/replay/festival/s-none", ViewerTours.ReplayAsync),
    };

    private static IEnumerable<string> Paths => Tours.Keys;

    [TestCaseSource(nameof(Paths))]
    public async Task Everybody_can_use_a_page_in_each_of_its_states(string path)
    {
        var (begin, walkAsync) = Tours[path];
        var page = await AccessFestival.OpenAsync(begin);
        await using var context = page.Context;
        var tour = new Tour(page);

        await walkAsync(tour);

        tour.AssertNothingFound();
    }

    [Test]
    public void No_page_is_left_out() => Assert.That(PagesModule.Paths, Is.SubsetOf(Tours.Keys));

    private static async Task DocsAsync(Tour tour)
    {
        await tour.Page.GetByText("What went wrong").Or(tour.Page.Locator("main")).First.WaitForAsync();
        await tour.GlanceAsync("the API's documentation");
    }
}
