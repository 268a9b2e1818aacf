using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TestKit;
using TestKit.Hosts;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Setup;

/// <summary>
/// What is kept in lists, on the phone of a festival that is on air: the village site, words, people's rights, and what is retired.
/// </summary>
/// <param name="host">With the festival that <see cref="Director"/> has made.</param>
/// <param name="walk">Keeps the pictures.</param>
/// <param name="phone">The director's.</param>
/// <param name="other">Another operator's calls.</param>
internal sealed class ListsWalk(FestivalHost host, SetupWalk walk, IPage phone, HttpClient other)
{
    private static readonly LocatorGetByLabelOptions Within = new() { Exact = true };

    public async Task EditSitesAndWordsAsync()
    {
        await GoToAsync("sites");
        await EditSiteAsync();
        await RetireSiteAsync();
        await UploadSitesAsync();
        await KeepWordsAsync();
        await GoToAsync("audit");
        await phone.GetByTestId("audit-what").SelectOptionAsync("site");
        await Expect(phone.GetByTestId("audit").Locator("li").First).ToContainTextAsync("made village site");
        await walk.PictureAsync(phone, "audit-sites");
    }

    public async Task InviteAModeratorAsync()
    {
        await GoToAsync("people");
        await InviteModeratorAsync();
    }

    /// <summary>Ends the slot that is on and retires its stage: the replay plays, and is named as before.</summary>
    public async Task RetireTheStageAsync()
    {
        var slot = await EndSlotAsync();
        await GoToAsync("stages");
        await phone.GetByTestId("retire-tea-hill").ClickAsync();
        await Expect(phone.GetByTestId("stage-tea-hill")).ToHaveCountAsync(0);
        await phone.GotoAsync(new Uri(host.Http, $"/replay/spring-festival/{slot}").ToString());

        await Expect(phone.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync("Tea hill");
        await phone.WaitForFunctionAsync("() => document.querySelector('[data-testid=video]')?.readyState >= 2");
        await walk.PictureAsync(phone, "retired-replay");
    }

    /// <summary>Somebody else changes the county while the name is typed: both changes are kept.</summary>
    private async Task EditSiteAsync()
    {
        await phone.Locator("[data-act=edit]").ClickAsync();
        var form = phone.GetByTestId("site-form");
        await form.GetByLabel("Name of the site", Within).FillAsync("余村大讲堂");
        var site = JsonNode.Parse(await other.GetStringAsync(new Uri("/api/v1/sites", UriKind.Relative)))!["sites"]![0]!;
        site["county"] = "安吉县";
        using var put = await other.PutAsync(new Uri($"/api/v1/sites/{site["id"]}", UriKind.Relative), new StringContent(site.ToJsonString(), Encoding.UTF8, "application/json"));
        Assert.That(put.IsSuccessStatusCode, Is.True, await put.Content.ReadAsStringAsync());

        await phone.GetByTestId("save-site").ClickAsync();
        await Expect(phone.GetByTestId("conflict")).ToContainTextAsync("安吉县");
        await walk.PictureAsync(phone, "site-conflict");
        await phone.GetByTestId("save-site").ClickAsync();

        await Expect(phone.GetByTestId("sites")).ToContainTextAsync("余村大讲堂");
        await Expect(phone.GetByTestId("sites")).ToContainTextAsync("安吉县");
        await Expect(phone.Locator("[data-act=edit]")).ToBeFocusedAsync();
    }

    private async Task RetireSiteAsync()
    {
        await phone.Locator("[data-act=endKey]").ClickAsync();
        await phone.GetByTestId("site-sure").ClickAsync();
        await Expect(phone.GetByTestId("sites")).ToContainTextAsync("no key");
        await phone.Locator("[data-act=retire]").ClickAsync();
        await phone.GetByTestId("site-sure").ClickAsync();
        await Expect(phone.GetByTestId("sites").Locator("li")).ToHaveCountAsync(0);
        await phone.GetByTestId("retired-sites").ClickAsync();
        await phone.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Restore: 余村大讲堂" }).ClickAsync();
        await Expect(phone.GetByTestId("sites").Locator("li")).ToHaveCountAsync(1);
    }

    private async Task UploadSitesAsync()
    {
        await phone.GetByTestId("upload-sites").ClickAsync();
        await ChooseAsync("name,village,county,province\n一,甲,乙,丙\n,甲,乙,丙\n三,甲,乙\n");
        await phone.GetByTestId("send-sites").ClickAsync();
        await Expect(phone.GetByTestId("sites-report").Locator("tbody tr")).ToHaveCountAsync(2);
        await walk.PictureAsync(phone, "sites-faults");
        await ChooseAsync("name,village,county,province\n一,甲,乙,丙\n二,甲,乙,丙\n");
        await phone.GetByTestId("send-sites").ClickAsync();
        var download = await phone.RunAndWaitForDownloadAsync(() => phone.GetByTestId("save-keys").ClickAsync());
        await Expect(phone.GetByTestId("sites").Locator("li")).ToHaveCountAsync(3);

        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.That(lines[0], Is.EqualTo("id,name,deviceKey"));
        Assert.That(lines.Skip(1).Select(line => line.Split(',')[1]), Is.EqualTo(["一", "二"]));
    }

    private async Task KeepWordsAsync()
    {
        await GoToAsync("words");
        await phone.GetByTestId("word-edit").ClickAsync();
        await phone.GetByTestId("edit-word-text").FillAsync("高仿货");
        await phone.GetByTestId("edit-word-action").SelectOptionAsync("block");
        await walk.PictureAsync(phone, "word-edit");
        await phone.GetByTestId("edit-word-save").ClickAsync();
        await Expect(phone.GetByTestId("word")).ToContainTextAsync("高仿货");
        await phone.GetByTestId("word-import").ClickAsync();
        await phone.GetByTestId("word-lines").FillAsync("casino\n\n!!\n笨蛋");
        await phone.GetByTestId("word-lines-add").ClickAsync();
        await Expect(phone.GetByTestId("word-faults").Locator("tbody td").First).ToHaveTextAsync("3");
        await walk.PictureAsync(phone, "word-faults");
        await phone.GetByTestId("word-lines").FillAsync("casino\n笨蛋");
        await phone.GetByTestId("word-lines-add").ClickAsync();
        await Expect(phone.GetByTestId("word")).ToHaveCountAsync(3);
        await phone.GetByTestId("word-filter").FillAsync("CAS");
        await Expect(phone.GetByTestId("word")).ToHaveCountAsync(1);
        await phone.GetByTestId("word-delete").ClickAsync();
        await Expect(phone.GetByTestId("word")).ToHaveCountAsync(0);
    }

    private async Task InviteModeratorAsync()
    {
        await phone.GetByTestId("invite-name").FillAsync("Zhao");
        await phone.GetByTestId("roles-anchor").UncheckAsync();
        await phone.GetByTestId("roles-moderator").CheckAsync();
        await phone.GetByTestId("stages-tea-hill").CheckAsync();
        await phone.GetByTestId("moderates-ban").UncheckAsync();
        await walk.PictureAsync(phone, "invite-moderator");
        await phone.GetByTestId("invite").ClickAsync();
        var link = await phone.GetByTestId("link").InputValueAsync();
        await Expect(phone.GetByTestId("open-link")).ToContainTextAsync("Tea hill");
        await Expect(phone.GetByTestId("open-link")).ToContainTextAsync("may: Remove messages, Silence for a while, Hide a person");
        var join = await Browser.OpenAsync(host.Http, new Uri(link).PathAndQuery + new Uri(link).Fragment, 360, 640);
        await using var joining = join.Context;
        await Expect(join.GetByTestId("join-stages")).ToContainTextAsync("Tea hill");
    }

    /// <summary>Ends the slot that is on, and takes the rest out of the plan. The slot's id.</summary>
    private async Task<string> EndSlotAsync()
    {
        var rundown = new Uri("/api/v1/festivals/spring-festival/rundown", UriKind.Relative);
        var plan = JsonNode.Parse(await other.GetStringAsync(rundown))!;
        var slot = plan["slots"]![0]!;
        slot["duration"] = (int)(TimeProvider.System.GetUtcNow() - (DateTimeOffset)slot["start"]!).TotalSeconds + 1;
        using var content = new StringContent(new JsonObject { ["revision"] = plan["revision"]!.DeepClone(), ["slots"] = new JsonArray(slot.DeepClone()) }.ToJsonString(), Encoding.UTF8, "application/json");
        using var put = await other.PutAsync(rundown, content);
        Assert.That(put.IsSuccessStatusCode, Is.True, await put.Content.ReadAsStringAsync());
        return (await Eventually.ValueAsync(
            async () => JsonNode.Parse(await host.Anonymous.GetStringAsync(new Uri("/api/v1/channels/spring-festival/replays", UriKind.Relative)))!.AsArray().Select(replay => (string?)replay!["slot"]).FirstOrDefault(),
            "the slot is over and recorded",
            TimeSpan.FromSeconds(60)))!;
    }

    private async Task GoToAsync(string section)
    {
        await phone.GetByTestId($"to-{section}").ClickAsync();
        await Expect(phone.GetByTestId($"to-{section}")).ToHaveAttributeAsync("aria-current", "page");
    }

    private Task ChooseAsync(string csv) =>
        phone.GetByTestId("sites-file").SetInputFilesAsync(new FilePayload { Name = "sites.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
}
