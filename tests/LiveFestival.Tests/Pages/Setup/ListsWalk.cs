using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TestKit;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

/// <summary>What is kept in lists, on the phone of the festival that is on air by now: village sites, words, people's rights, and what is retired.</summary>
public sealed partial class SetupPageTests
{
    [Test]
    [DependsOnTest(nameof(An_empty_host_becomes_a_festival_on_air_whose_pins_viewers_see))]
    public async Task Sites_and_words_are_edited_and_come_from_files_on_a_phone()
    {
        var walk = new SetupWalk();
        var phone = await SignedInAsync("/setup#sites");
        await using var context = phone.Context;
        using var other = await OtherOperatorAsync();

        await EditSiteAsync(walk, phone, other);
        await RetireSiteAsync(phone);
        await UploadSitesAsync(walk, phone);
        await KeepWordsAsync(walk, phone);
        await phone.GetByTestId("to-audit").ClickAsync();
        await phone.GetByTestId("audit-what").SelectOptionAsync("site");
        await Expect(phone.GetByTestId("audit").Locator("li").First).ToContainTextAsync("made village site");
        await walk.PictureAsync(phone, "audit-sites");
    }

    [Test]
    [DependsOnTest(nameof(Sites_and_words_are_edited_and_come_from_files_on_a_phone))]
    public async Task An_invitation_names_rights_and_stages_as_people_call_them_and_a_retired_stages_replay_plays()
    {
        var walk = new SetupWalk();
        var phone = await SignedInAsync("/setup#people");
        await using var context = phone.Context;
        using var other = await OtherOperatorAsync();

        await InviteModeratorAsync(walk, phone);
        var slot = await EndSlotAsync(other);
        await phone.GetByTestId("to-stages").ClickAsync();
        await phone.GetByTestId("retire-tea-hill").ClickAsync();
        await Expect(phone.GetByTestId("stage-tea-hill")).ToHaveCountAsync(0);
        await phone.GotoAsync(new Uri(_host.Http, $"/replay/spring-festival/{slot}").ToString());

        await Expect(phone.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync("Tea hill");
        await phone.WaitForFunctionAsync("() => document.querySelector('[data-testid=video]')?.readyState >= 2");
        await walk.PictureAsync(phone, "retired-replay");
    }

    private async Task<IPage> SignedInAsync(string path)
    {
        var page = await Browser.OpenAsync(_host.Http, path, 360, 640);
        await page.GetByTestId("sign-in-user").FillAsync(Email);
        await page.GetByTestId("sign-in-password").FillAsync(Password);
        await page.GetByTestId("sign-in").ClickAsync();
        return page;
    }

    /// <summary>Somebody else changes the county while the name is typed: both changes are kept.</summary>
    private static async Task EditSiteAsync(SetupWalk walk, IPage phone, HttpClient other)
    {
        foreach (var (label, text) in new[] { ("Name of the site", "余村学堂"), ("Village", "余村"), ("County", "安吉"), ("Province", "浙江省") })
            await phone.GetByLabel(label, Exact).FillAsync(text);
        await phone.GetByTestId("add-site").ClickAsync();
        await Expect(phone.GetByTestId("device-key")).ToBeVisibleAsync();
        await phone.GetByTestId("device-key-done").ClickAsync();
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

    private static async Task RetireSiteAsync(IPage phone)
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

    private static async Task UploadSitesAsync(SetupWalk walk, IPage phone)
    {
        await phone.GetByTestId("upload-sites").ClickAsync();
        await ChooseAsync(phone, "name,village,county,province\n一,甲,乙,丙\n,甲,乙,丙\n三,甲,乙\n");
        await phone.GetByTestId("send-sites").ClickAsync();
        await Expect(phone.GetByTestId("sites-report").Locator("tbody tr")).ToHaveCountAsync(2);
        await walk.PictureAsync(phone, "sites-faults");
        await ChooseAsync(phone, "name,village,county,province\n一,甲,乙,丙\n二,甲,乙,丙\n");
        await phone.GetByTestId("send-sites").ClickAsync();
        var download = await phone.RunAndWaitForDownloadAsync(() => phone.GetByTestId("save-keys").ClickAsync());
        await Expect(phone.GetByTestId("sites").Locator("li")).ToHaveCountAsync(3);

        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.That(lines[0], Is.EqualTo("id,name,deviceKey"));
        Assert.That(lines.Skip(1).Select(line => line.Split(',')[1]), Is.EqualTo(["一", "二"]));
    }

    private static async Task KeepWordsAsync(SetupWalk walk, IPage phone)
    {
        await phone.GetByTestId("to-words").ClickAsync();
        await phone.GetByTestId("word-text").FillAsync("假货");
        await phone.GetByTestId("word-add").ClickAsync();
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

    private async Task InviteModeratorAsync(SetupWalk walk, IPage phone)
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
        var join = await Browser.OpenAsync(_host.Http, new Uri(link).PathAndQuery + new Uri(link).Fragment, 360, 640);
        await using var joining = join.Context;
        await Expect(join.GetByTestId("join-stages")).ToContainTextAsync("Tea hill");
    }

    /// <summary>Ends the slot that is on, and takes the rest out of the plan. The slot's id.</summary>
    private async Task<string> EndSlotAsync(HttpClient operators)
    {
        var rundown = new Uri("/api/v1/festivals/spring-festival/rundown", UriKind.Relative);
        var plan = JsonNode.Parse(await operators.GetStringAsync(rundown))!;
        var slot = plan["slots"]![0]!;
        slot["duration"] = (int)(TimeProvider.System.GetUtcNow() - (DateTimeOffset)slot["start"]!).TotalSeconds + 1;
        using var content = new StringContent(new JsonObject { ["revision"] = plan["revision"]!.DeepClone(), ["slots"] = new JsonArray(slot.DeepClone()) }.ToJsonString(), Encoding.UTF8, "application/json");
        using var put = await operators.PutAsync(rundown, content);
        Assert.That(put.IsSuccessStatusCode, Is.True, await put.Content.ReadAsStringAsync());
        return (await Eventually.ValueAsync(
            async () => JsonNode.Parse(await _host.Anonymous.GetStringAsync(new Uri("/api/v1/channels/spring-festival/replays", UriKind.Relative)))!.AsArray().Select(replay => (string?)replay!["slot"]).FirstOrDefault(),
            "the slot is over and recorded",
            TimeSpan.FromSeconds(60)))!;
    }

    private static Task ChooseAsync(IPage page, string csv) =>
        page.GetByTestId("sites-file").SetInputFilesAsync(new FilePayload { Name = "sites.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });

    private static readonly LocatorGetByLabelOptions Within = new() { Exact = true };
}
