using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.Claims;

/// <summary>Where to send a prize, as it is sealed.</summary>
internal sealed record Recipient(string Name, string Telephone, string Address)
{
    /// <summary>Visible characters.</summary>
    public const int LongestName = 40;

    /// <inheritdoc cref="LongestName"/>
    public const int LongestAddress = 200;

    /// <summary>A subscriber's number without prefix, at least.</summary>
    public const int FewestDigits = 7;

    /// <summary>E.164 allows as many.</summary>
    public const int MostDigits = 15;

    /// <summary>As it was printed on a form: more is no number.</summary>
    private const int LongestTelephone = 40;

    /// <summary>The errors name the field and never quote it.</summary>
    public static Result<Recipient> Read(ClaimBody body)
    {
        if (PlainLine.Read(body.Name, LongestName) is not { } name)
            return ClaimErrors.Name;
        if (ReadTelephone(body.Telephone) is not { } telephone)
            return ClaimErrors.Telephone;
        if (PlainLine.Read(body.Address, LongestAddress) is not { } address)
            return ClaimErrors.Address;
        return new Recipient(name, telephone, address);
    }

    /// <summary>The digits, with the plus of an international number; null when it is no number.</summary>
    private static string? ReadTelephone(string? text)
    {
        if (text is null || text.Length > LongestTelephone)
            return null;

        var trimmed = text.Trim();
        var plus = trimmed.StartsWith('+') ? "+" : "";
        var rest = trimmed[plus.Length..];
        var digits = string.Concat(rest.Where(char.IsAsciiDigit));
        return rest.All(letter => char.IsAsciiDigit(letter) || letter is ' ' or '-' or '(' or ')') && digits.Length is >= FewestDigits and <= MostDigits ? plus + digits : null;
    }
}
