using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Broadcast.Api.Tests.Persons;

/// <summary>A browser that goes to the login and comes back; with cookies of its own, unless the test carries them.</summary>
internal sealed class LoginBrowser(Uri host, bool cookies = true) : IDisposable
{
    public const string Start = "/api/v1/viewers/login";

    public HttpClient Http { get; } =
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = cookies, CookieContainer = new CookieContainer() }) { BaseAddress = host };

    /// <summary>The address of the login for somebody who is nobody yet.</summary>
    public async Task<Uri> BeginAsync(string to)
    {
        using var sent = await Http.GetAsync(QueryHelpers.AddQueryString(Start, "to", to));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), await sent.Content.ReadAsStringAsync());
        return sent.Headers.Location!;
    }

    /// <summary>The address of the login for the person of a ticket, and the cookie that the browser keeps.</summary>
    public async Task<(Uri Address, string Cookie)> StartAsync(string ticket)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Start}?to=/watch/gushi");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ticket);
        using var started = await Http.SendAsync(request);
        Assert.That(started.StatusCode, Is.EqualTo(HttpStatusCode.OK), await started.Content.ReadAsStringAsync());
        var address = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("address").GetString()!;
        return (new Uri(address), started.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    /// <summary>Goes to the provider, and returns the address that it sends the browser back to.</summary>
    public async Task<Uri> LogInAsync(Uri address)
    {
        using var answer = await Http.GetAsync(address);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return answer.Headers.Location!;
    }

    /// <summary>Comes back, with this cookie in place of its own, if one is given; returns where that leads.</summary>
    public async Task<string> ReturnAsync(Uri answer, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, answer);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var back = await Http.SendAsync(request);
        Assert.That(back.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return back.Headers.Location!.OriginalString;
    }

    public void Dispose() => Http.Dispose();
}
