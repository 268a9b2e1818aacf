using System.Net.Http.Json;
using System.Text.Json;

namespace Broadcast.Api.Tests.Accounts.People;

/// <summary>One host, with an operator who has an account, for all fixtures of this folder.</summary>
[SetUpFixture]
public sealed class StaffOfRun
{
    public const string Password = "a long enough one";
    private const string Email = "first@festival.example";
    private static ApiHost? _host;
    private static HttpClient? _operator;
    private static int _made;

    internal static ApiHost Host => _host!;

    /// <summary>An operator whom the database knows: links of others are dead.</summary>
    internal static HttpClient Operator => _operator!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Accounts:FirstOperator:Email", Email, "--Accounts:FirstOperator:Password", Password, "--Accounts:SignInsPerAddress", "1000");
        await _host.CreateFestivalAsync();
        _operator = await SignedInAsync(Email);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _operator?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    internal static string NewEmail() => $"staff{Interlocked.Increment(ref _made)}@festival.example";

    internal static async Task<(string Id, string Email)> MakeAsync(params string[] roles)
    {
        var email = NewEmail();
        var made = await Operator.PostAsync("/api/v1/accounts", new { email, name = "Zhao", password = Password, roles }).OkAsync();
        return (made.GetProperty("id").GetString()!, email);
    }

    internal static async Task<HttpClient> SignedInAsync(string email, string password = Password, string? code = null) =>
        Host.Client((await SignInAsync(email, password, code).OkAsync()).GetProperty("token").GetString());

    internal static Task<HttpResponseMessage> SignInAsync(string email, string password = Password, string? code = null) =>
        Host.Anonymous.PostAsJsonAsync("/api/v1/accounts/sign-in", new { email, password, code });

    internal static Task<JsonElement> InviteAsync(string role, params string[] stages) => InviteAsync(Operator, role, stages);

    internal static Task<JsonElement> InviteAsync(HttpClient by, string role, params string[] stages) =>
        by.PostAsync("/api/v1/accounts/invitations", new { name = "Li Hua", roles = new[] { role }, stages }).OkAsync();

    internal static Task<HttpResponseMessage> AcceptAsync(JsonElement link, string? email = null, string? password = Password, string? code = null) =>
        Host.Anonymous.PostAsync("/api/v1/invitations/accept", new { token = Token(link), email = email ?? NewEmail(), name = "Li", password, code });

    internal static string Token(JsonElement link) => link.GetProperty("token").GetString()!;

    internal static string?[] Words(JsonElement view, string list) => [.. view.GetProperty(list).EnumerateArray().Select(word => word.GetString())];
}
