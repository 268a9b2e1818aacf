using System.Text.Json;
using Broadcast.Api.Accounts.SecondFactor;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Accounts;

/// <summary>Computes the code that an authenticator app would show, from the secret in an answer of the API.</summary>
internal static class AppCode
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="host">Whose clock the app has.</param>
    /// <param name="begun">The answer with the secret.</param>
    /// <param name="steps">Steps from now: one early is accepted, and is not the one that has confirmed the app.</param>
    public static string Of(ApiHost host, JsonElement begun, int steps = 0)
    {
        var bits = string.Concat(begun.GetProperty("secret").GetString()!.Select(letter => Convert.ToString(Letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] secret = [.. bits.Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
        return Totp.Code(secret, Totp.StepAt(host.Services.GetRequiredService<TimeProvider>().GetUtcNow()) + steps);
    }
}
