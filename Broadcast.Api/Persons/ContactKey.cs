using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons;

/// <summary>
/// The key under which contacts and codes are stored: whoever reads the database learns neither, although there are few telephone numbers
/// and fewer codes.
/// </summary>
internal sealed class ContactKey(IOptions<PersonOptions> options)
{
    public bool IsSet => options.Value.ContactKey.Length > 0;

    /// <summary>The one by which a contact is found; lower-case hex.</summary>
    public string Of(ContactAddress address) => Hmac($"contact\n{address.Via}\n{address.Text}");

    /// <summary>The one by which a login is found, like a contact; lower-case hex.</summary>
    public string OfIssuer(string issuer, string subject) => Hmac($"contact\nissuer\n{issuer}\n{subject}");

    /// <summary>What is kept of a code: useless for any other challenge.</summary>
    public string OfCode(string challenge, string code) => Hmac($"code\n{challenge}\n{code}");

    /// <summary>Under which the wrong codes for a contact (<see cref="Of"/>) are counted.</summary>
    public string OfTries(string contact) => Hmac($"tries\n{contact}");

    /// <summary>Under which those of them are counted that were tried from one network.</summary>
    public string OfTries(string contact, IPNetwork network) => Hmac($"tries\n{contact}\n{network}");

    /// <summary>Under which the codes for a network are counted.</summary>
    public string OfNetwork(IPNetwork network) => Hmac($"network\n{network}");

    /// <summary>A value that only this service can tell from a login's state.</summary>
    public string OfLogin(string use, string state) => Hmac($"login\n{use}\n{state}");

    private string Hmac(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromBase64String(options.Value.ContactKey), Encoding.UTF8.GetBytes(text)));
}
