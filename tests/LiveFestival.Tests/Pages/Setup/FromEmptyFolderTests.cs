using Microsoft.Playwright;
using TestKit.Browsing;
using TestKit.Hosts;
using TestKit.Media;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Setup;

/// <summary>From an empty data directory to a festival on air: the printed link, and from then on pages alone.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FromEmptyFolderTests
{
    [TestCase("desktop", 1366, 768)]
    [TestCase("phone", 360, 640)]
    public async Task Whoever_opens_the_printed_link_makes_a_festival_on_air_whose_pins_viewers_see(string screen, int width, int height)
    {
        var isPhone = screen == "phone";
        await using var host = await FestivalHost.StartAsync("--Demo", "false", "--Ingest:Simulcast:AllowLocal", "true");
        var walk = new SetupWalk(screen);
        var desk = await Browser.OpenAsync(host.Http, await host.PrintedLinkAsync(), width, height, isPhone);
        await using var context = desk.Context;
        var director = new Director(walk, desk);
        await director.EnterAsync();
        await director.MakeFestivalAsync();
        var address = await director.MakeStageAsync();
        await director.ShowTestPictureAsync();
        await using var encoder = Encoder.Start(address, new EncoderPicture { Width = 1280, Height = 720, FrameRate = 25, Gop = 50 });
        await director.SeesTheEncoderAsync();
        var invitation = await director.InviteAsync();
        await director.MakeProductAsync();
        await director.PlanAsync();
        await director.LetGuestsTalkAsync();
        var site = await director.AddSiteAsync();
        await director.AddPlatformAsync();
        await director.ListWordAsync();
        await director.IsOnAirAsync();

        var viewer = await Browser.OpenAsync(host.Http, "/watch/spring-festival", 360, 640, touch: true);
        await using var viewing = viewer.Context;
        await PlayerStats.PlayingAsync(viewer);
        var anchor = await Browser.OpenAsync(host.Http, invitation, 360, 640, touch: true);
        await using var acting = anchor.Context;
        await JoinAsync(walk, anchor);
        await walk.TapAsync(anchor.Locator("[data-testid^=pin-]").First);

        await Expect(viewer.GetByTestId("pin-card")).ToContainTextAsync("Spring tea");
        await walk.PictureAsync(anchor, "anchor");
        await SayAsync(viewer, "not a rotten leaf");
        await Expect(viewer.GetByTestId("chat-line")).ToContainTextAsync("not a *** leaf");
        await walk.PictureAsync(viewer, "viewer");
        await walk.CountAsync();
        await OpenSiteAsync(host, walk, new Uri(site));
        await director.ShowAllAsync();
        await director.ReadsTheChangesAsync();
        if (isPhone)
            await KeepListsAsync(host, walk, desk);
    }

    private static async Task KeepListsAsync(FestivalHost host, SetupWalk walk, IPage phone)
    {
        var signedIn = await host.Anonymous.PostAsync("/api/v1/accounts/sign-in", new { user = Director.Email, password = Director.Password });
        using var other = host.Client(signedIn.GetProperty("token").GetString());
        var lists = new ListsWalk(host, walk, phone, other);
        await lists.EditSitesAndWordsAsync();
        await lists.InviteAModeratorAsync();
        var lost = new LostAnswers(phone, other);
        await lost.AddASiteAsync();
        await lost.AddAPlatformAsync();
        await lists.RetireTheStageAsync();
    }

    /// <summary>The invited anchor opens the link on a phone, and arrives at the desk of the stage.</summary>
    private static async Task JoinAsync(SetupWalk walk, IPage anchor)
    {
        await walk.FillAsync(anchor.GetByTestId("join-email"), "li@example.org");
        await walk.FillAsync(anchor.GetByTestId("join-password"), "five white ducks in the pond");
        await walk.PictureAsync(anchor, "invitation");
        await walk.TapAsync(anchor.GetByTestId("join"));
        await anchor.WaitForURLAsync("**/anchor");
    }

    private static async Task SayAsync(IPage viewer, string text)
    {
        await viewer.GetByTestId("chat-input").FillAsync(text);
        await viewer.GetByTestId("chat-input").PressAsync("Enter");
        await viewer.GetByTestId("name-input").FillAsync("Wang");
        await viewer.GetByTestId("name-enter").ClickAsync();
    }

    /// <summary>The link of a village site makes a screen of whatever opens it.</summary>
    private static async Task OpenSiteAsync(FestivalHost host, SetupWalk walk, Uri link)
    {
        var screen = await Browser.OpenAsync(host.Http, link.PathAndQuery + link.Fragment, 1920, 1080);
        await using var context = screen.Context;
        await Expect(screen.GetByTestId("site-offer")).ToContainTextAsync("Upper village hall");
        await screen.GetByTestId("site-agree").ClickAsync();
        await Expect(screen.GetByTestId("site-offer")).ToHaveCountAsync(0);
        await PlayerStats.PlayingAsync(screen);
        await walk.PictureAsync(screen, "site");
    }
}
