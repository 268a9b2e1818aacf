using Broadcast.Api.Spine;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons;

/// <param name="services">Has no <see cref="HostRoles"/> when the roles are faulty, which is told by itself.</param>
internal sealed class PersonOptionsValidator(IServiceProvider services) : IValidateOptions<PersonOptions>
{
    private const int ShortestKey = 32;

    public ValidateOptionsResult Validate(string? name, PersonOptions options)
    {
        var faults = new List<string>();
        if (options.ContactKey.Length > 0 && !IsKey(options.ContactKey))
            faults.Add($"Persons:ContactKey must be at least {ShortestKey} bytes in base64.");
        if (options.ShowCodes && services.GetService<HostRoles>() is { Demo: false })
            faults.Add("Persons:ShowCodes shows every code to whoever asks for it, so that anybody is anybody: it needs --Demo true.");
        if (options.SenderUrl.Length > 0)
            faults.AddRange(SenderFaults(options));
        faults.AddRange(LoginFaults(options));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> SenderFaults(PersonOptions options)
    {
        if (options.ShowCodes)
            yield return "Persons:ShowCodes and Persons:SenderUrl exclude each other: codes are shown or sent.";
        if (!IsAddress(options.SenderUrl))
            yield return "Persons:SenderUrl must be an https address; http is accepted only for this machine.";
        if (options.SenderSecret.Length == 0)
            yield return "Persons:SenderSecret is missing. Set the token by which the sender knows this service.";
        if (options.ContactKey.Length == 0)
            yield return "Persons:ContactKey is missing. Set a key of 32 random bytes in base64, and keep it: with another one nobody is known any more.";
    }

    private static IEnumerable<string> LoginFaults(PersonOptions options)
    {
        var login = options.OpenIdConnect;
        if (login.Authority.Length == 0 && login.ClientId.Length == 0 && login.ClientSecret.Length == 0)
            yield break;
        if (!IsAddress(login.Authority))
            yield return "Persons:OpenIdConnect:Authority must be an https address; http is accepted only for this machine.";
        if (login.ClientId.Length == 0)
            yield return "Persons:OpenIdConnect:ClientId is missing.";
        if (login.ClientSecret.Length == 0)
            yield return "Persons:OpenIdConnect:ClientSecret is missing.";
        if (options.ContactKey.Length == 0)
            yield return "Persons:ContactKey is missing. A login's nonce and verifier are made with it.";
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool IsKey(string base64)
    {
        Span<byte> bytes = stackalloc byte[1024];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= ShortestKey;
    }
}
