using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Persons.Login;

/// <summary>
/// One way to the provider and back. The state is in the browser's cookie and comes back with the answer, so that nobody can hand their own
/// answer to somebody else; nonce and verifier follow from it by a key of this service, so nothing is kept between the two calls, and any process
/// with the key takes the answer.
/// </summary>
internal sealed class LoginState(ContactKey key, TimeProvider time)
{
    public static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    /// <summary>192 random bits, and when they were made.</summary>
    public string New() =>
        string.Create(CultureInfo.InvariantCulture, $"{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24))}.{time.GetUtcNow().ToUnixTimeSeconds()}");

    /// <summary>False for a state that is older than <see cref="Lasting"/>. A state with another time has another verifier, and fails with that.</summary>
    public bool IsYoung(string state) =>
        state.Split('.') is [_, var made] && long.TryParse(made, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && time.GetUtcNow().ToUnixTimeSeconds() - seconds is >= 0 and var age && age <= Lasting.TotalSeconds;

    /// <summary>Goes into the ID token, which is good for this state alone.</summary>
    public string Nonce(string state) => key.OfLogin("nonce", state);

    /// <summary>Proof key for code exchange (RFC 7636): 64 characters.</summary>
    public string Verifier(string state) => key.OfLogin("verifier", state);

    /// <summary>The <c>code_challenge</c> by S256.</summary>
    public string Challenge(string state) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier(state))));
}
