using System.Net;
using System.Text;
using System.Text.Json;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>Lists in bodies that have null in the place of an element: refused with the name of the list, and nothing is changed.</summary>
public sealed class NullElementTests
{
    private static readonly (string List, string Call, string Body, string Code)[] Cases =
    [
        ("NewFestival.Chapters", "POST /api/v1/festivals", """{"id":"other","name":"x","chapters":[{"id":"craft","name":"x"},null]}""", "festival.invalid"),
        ("GuestDecision.Guests", "PUT /api/v1/festivals/festival/guests", """{"guests":["read",null]}""", "guests.invalid"),
        ("FestivalPut.Chapters", "PUT /api/v1/festivals/festival", """{"revision":1,"name":"x","chapters":[null]}""", "festival.invalid"),
        ("FestivalPut.Stages", "PUT /api/v1/festivals/festival", """{"revision":1,"name":"x","chapters":[],"stages":[null]}""", "festival.invalid"),
        ("RundownDraft.Slots", "PUT /api/v1/festivals/festival/rundown", """{"revision":0,"slots":[null]}""", "rundown.invalid"),
        ("NewAccount.Roles", "POST /api/v1/accounts", """{"email":"a@example.org","name":"x","password":"long enough!","roles":[null]}""", "account.invalid"),
        ("NewAccount.Stages", "POST /api/v1/accounts", """{"email":"a@example.org","name":"x","password":"long enough!","roles":["anchor"],"stages":[null]}""", "account.invalid"),
        ("NewAccount.Moderates", "POST /api/v1/accounts", """{"email":"a@example.org","name":"x","password":"long enough!","roles":["moderator"],"moderates":[null]}""", "account.invalid"),
        ("NewModeration.Stages", "PUT /api/v1/accounts/{id}/moderation", """{"stages":[null]}""", "account.invalid"),
        ("NewModeration.Moderates", "PUT /api/v1/accounts/{id}/moderation", """{"moderates":[null]}""", "account.invalid"),
        ("AccountPut.Roles", "PUT /api/v1/accounts/{id}", """{"name":"x","roles":[null]}""", "account.invalid"),
        ("AccountPut.Stages", "PUT /api/v1/accounts/{id}", """{"name":"x","roles":["anchor"],"stages":[null]}""", "account.invalid"),
        ("AccountPut.Moderates", "PUT /api/v1/accounts/{id}", """{"name":"x","roles":["moderator"],"moderates":[null]}""", "account.invalid"),
        ("NewInvitation.Roles", "POST /api/v1/accounts/invitations", """{"name":"x","roles":[null]}""", "account.invalid"),
        ("NewInvitation.Stages", "POST /api/v1/accounts/invitations", """{"name":"x","roles":["anchor"],"stages":[null]}""", "account.invalid"),
        ("NewInvitation.Moderates", "POST /api/v1/accounts/invitations", """{"name":"x","roles":["moderator"],"moderates":[null]}""", "account.invalid"),
        ("NewMachineKey.Scopes", "POST /api/v1/machine-keys", """{"name":"x","scopes":["products",null]}""", "machine_key.invalid"),
        ("ProductDraft.Pictures", "POST /api/v1/products", """{"name":"x","price":1,"url":"/x","pictures":["/x",null]}""", "product.invalid"),
        ("ProductPut.Pictures", "PUT /api/v1/products/x", """{"name":"x","price":1,"pictures":[null]}""", "product.invalid"),
        ("ProductOrder.From", "PUT /api/v1/products/order", """{"skus":["none"],"from":[null]}""", "product.invalid"),
        ("ProductOrder.Skus", "PUT /api/v1/products/order", """{"skus":[null]}""", "product.invalid"),
        ("PictureOrder.Pictures", "PUT /api/v1/products/x/pictures", """{"pictures":[null]}""", "product.invalid"),
        ("WordListDraft.Words", "PUT /api/v1/moderation/words", """{"words":[null]}""", "words.invalid"),
        ("NewVote.Options", "POST /api/v1/stages/gushi/votes", """{"title":"?","options":[{"name":"a"},null],"seconds":10}""", "vote.invalid"),
        ("PollBody.Options", "POST /api/v1/rooms/gushi/polls", """{"text":"?","options":["a",null],"seconds":10}""", "poll.options"),
        ("QuestionBody.Options", "POST /api/v1/rooms/gushi/questions", """{"text":"?","options":["a",null],"answer":0,"seconds":10}""", "quiz.options"),
    ];

    private ApiHost _host = null!;
    private string _account = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Roles", "api,chat");
        await _host.CreateFestivalAsync();
        var made = await _host.Operator.PostAsync("/api/v1/accounts", new { email = "m@example.org", name = "Zhao", password = "long enough!", roles = new[] { "moderator" } }).OkAsync();
        _account = made.GetProperty("id").GetString()!;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    public static IEnumerable<TestCaseData> Lists() => Cases.Select(one => new TestCaseData(one.Call, one.Body, one.Code) { TestName = one.List });

    [TestCaseSource(nameof(Lists))]
    public async Task The_list_is_named(string call, string body, string code)
    {
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1].Replace("{id}", _account, StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await _host.Operator.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var list = JsonNamingPolicy.CamelCase.ConvertName(TestContext.CurrentContext.Test.Name.Split('.')[1]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), text);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo(code));
            Assert.That(problem.GetProperty("detail").GetString(), Does.Contain(list).IgnoreCase);
        });
    }

    [Test]
    public void No_list_of_a_body_is_left_out()
    {
        var lists = HostCall.Of(_host).Select(call => call.Body).OfType<Type>().Distinct()
            .SelectMany(body => body.GetProperties().Where(field => field.PropertyType != typeof(string) && field.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable))).Select(field => $"{body.Name}.{field.Name}"));

        Assert.That(lists, Is.EquivalentTo(Cases.Select(one => one.List)));
    }
}
