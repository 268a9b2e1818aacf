using Broadcast.Chat.Contracts.Events;
using LiveFestival.Tests.Rooms;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browsing;
using TestKit.Hosts;
using TestKit.Media;
using TestKit.Rooms;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

public sealed class TwoBrowsersTests
{
    private const int PicturesASecond = 25;
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 60_000 };

    [Test]
    public async Task What_the_anchor_taps_is_seen_and_answered_on_the_relay_when_the_picture_is_there()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "900");
        var stage = await Eventually.ValueAsync(async () => (await host.ChannelAsync(StageWalk.Relay)).GetProperty("onAir").GetString(), "a stage is on air");
        await using var encoder = Encoder.Start(host.RtmpUrl(host.Demo.StreamKeys[stage]));
        await using var ear = await RoomUser.GuestAsync(host.Anonymous, host.Http, "Ear");
        await ear.JoinAsync(stage);
        var viewer = await Browser.OpenAsync(host.Http, $"/watch/{StageWalk.Relay}");
        await using var viewerContext = viewer.Context;
        await PlayerStats.PlayingAsync(viewer);
        var anchor = await Browser.OpenAsync(host.Http, $"/anchor#token={host.Demo.AnchorToken}");
        await using var anchorContext = anchor.Context;
        await anchor.ChooseStageAsync(stage);

        await PinAsync(anchor, viewer, ear);
        await AskAsync(anchor, viewer, ear, stage);
    }

    private static async Task PinAsync(IPage anchor, IPage viewer, RoomUser ear)
    {
        // Collects the date-times of the pictures that are shown until the card appears.
        await viewer.EvaluateAsync("""
            () => {
              window.picturesBeforePin = [];
              const video = document.querySelector('video');
              const date = () => window.livefestival.player.playingDate();
              const shown = () => {
                if (window.pinShownAt) return;
                window.picturesBeforePin.push(date());
                video.requestVideoFrameCallback(shown);
              };
              video.requestVideoFrameCallback(shown);
              new MutationObserver((_, observer) => {
                if (!document.querySelector('[data-testid=pin-card]')) return;
                window.pinShownAt = date();
                observer.disconnect();
              }).observe(document.body, { childList: true, subtree: true });
            }
            """);

        await anchor.Locator("[data-testid^=pin-]").First.ClickAsync();

        var pinned = await ear.HearAsync(EventTypes.Pin);
        await Expect(viewer.GetByTestId("pin-card")).ToBeVisibleAsync(Patient);
        var shownAt = await viewer.EvaluateAsync<double>("() => window.pinShownAt");
        var late = await viewer.EvaluateAsync<int>("due => window.picturesBeforePin.filter(date => date >= due).length", pinned.ShowAt!.Value);
        var product = await viewer.GetByTestId("pin-card").GetAttributeAsync("data-product");
        Assert.Multiple(() =>
        {
            Assert.That(product, Is.EqualTo(((ProductPinned)pinned.Data).Product.Id.Value));
            Assert.That(shownAt, Is.GreaterThanOrEqualTo(pinned.ShowAt.Value - 50), "shown before its picture");
            Assert.That(late, Is.LessThan(PicturesASecond), "pictures shown between the pin's picture and the card");
        });

        var item = await viewer.Context.RunAndWaitForPageAsync(() => viewer.GetByTestId("pin-card").ClickAsync());
        await Expect(item.GetByTestId("item")).ToBeVisibleAsync(Patient);
        await item.CloseAsync();
    }

    private static Task AnswersAsync(IPage anchor, int count) =>
        Expect(anchor.GetByTestId("answers")).ToHaveAttributeAsync("data-count", $"{count}", new LocatorAssertionsToHaveAttributeOptions { Timeout = 60_000 });

    /// <summary>Signs the viewer in with the code that the demo shows; the name stays after a reload.</summary>
    private static async Task SignInAsync(IPage viewer, ILocator button)
    {
        await button.ClickAsync();
        await viewer.GetByTestId("sign-in-to").FillAsync("138 0013 8002");
        await viewer.GetByTestId("send-code").ClickAsync();
        await viewer.GetByTestId("sign-in-code").FillAsync(await viewer.GetByTestId("demo-code").InnerTextAsync());
        await viewer.GetByTestId("give-code").ClickAsync();
        await Expect(viewer.GetByTestId("signed-in")).ToBeVisibleAsync(Patient);
        var person = await viewer.GetByTestId("person-line").GetAttributeAsync("data-viewer");

        await viewer.ReloadAsync();

        await Expect(viewer.GetByTestId("person-line")).ToHaveAttributeAsync("data-viewer", person!, new LocatorAssertionsToHaveAttributeOptions { Timeout = 60_000 });
        await PlayerStats.PlayingAsync(viewer);
        await Expect(viewer.GetByTestId("question")).ToBeVisibleAsync(Patient);
    }

    private static async Task AskAsync(IPage anchor, IPage viewer, RoomUser ear, string stage)
    {
        await anchor.GetByTestId("question-text").FillAsync("Which bird is it?");
        await anchor.GetByTestId("option-text-0").FillAsync("A duck");
        await anchor.GetByTestId("option-text-1").FillAsync("A chicken");
        await anchor.GetByTestId("option-right-1").CheckAsync();
        await anchor.GetByTestId("open-question").ClickAsync();

        await Expect(viewer.GetByTestId("question")).ToBeVisibleAsync(Patient);
        await viewer.GetByTestId("option-1").ClickAsync();
        await AnswersAsync(anchor, 1);
        // A guest plays for fun, is told so, and answers once more as a person.
        await SignInAsync(viewer, viewer.GetByTestId("win-sign-in"));
        await Expect(viewer.GetByTestId("sign-in-to-win")).ToHaveCountAsync(0);
        await viewer.GetByTestId("option-1").ClickAsync();
        await AnswersAsync(anchor, 2);
        await anchor.GetByTestId("close-question").ClickAsync();
        await anchor.GetByTestId("reveal").ClickAsync();

        await Expect(viewer.GetByTestId("you-won")).ToBeVisibleAsync(Patient);
        await Expect(anchor.GetByTestId("winner")).ToBeVisibleAsync(Patient);
        var revealed = (QuestionRevealed)(await ear.HearAsync(EventTypes.QuestionRevealed)).Data;
        var atAnchor = await anchor.GetByTestId("winner").GetAttributeAsync("data-viewer");
        var atViewer = await viewer.GetByTestId("winner").GetAttributeAsync("data-viewer");
        Assert.Multiple(() =>
        {
            Assert.That(revealed.Stage.Value, Is.EqualTo(stage));
            Assert.That(revealed.Winners.Select(winner => winner.Viewer.Value), Is.EqualTo([atViewer]));
            Assert.That(atAnchor, Is.EqualTo(atViewer));
        });
    }
}
