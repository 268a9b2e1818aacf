using System.Net;

namespace Broadcast.Api.Accounts.Sessions;

/// <summary>From where somebody signs in, so that they know their sign-ins apart.</summary>
/// <param name="Address">The client's address.</param>
/// <param name="Browser">Family of browser and system, such as <c>Firefox, Windows</c>; empty for what is no known browser.</param>
internal sealed record SignInPlace(IPAddress? Address, string Browser)
{
    /// <summary>Most browsers name those before them too, so the first that fits is right.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
        [("MicroMessenger/", "WeChat"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static SignInPlace Of(HttpContext context) => new(context.Connection.RemoteIpAddress, Family(context.Request.Headers.UserAgent.ToString()));

    internal static string Family(string agent) =>
        NameIn(agent, Browsers) is not { } browser ? "" : NameIn(agent, Systems) is { } system ? $"{browser}, {system}" : browser;

    private static string? NameIn(string agent, (string Mark, string Name)[] marks) =>
        Array.Find(marks, one => agent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
