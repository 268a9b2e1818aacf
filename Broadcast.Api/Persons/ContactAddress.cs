using System.Globalization;
using System.Net.Mail;
using System.Text;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using PhoneNumbers;

namespace Broadcast.Api.Persons;

/// <summary>A telephone or a mailbox in the one form under which it is known: however it is typed, it is the same person's.</summary>
/// <param name="Proof">What it proves to answer from it.</param>
/// <param name="Text">E.164, such as <c>+8613800138000</c>; or an e-mail address in lower case, its domain in ASCII (IDNA).</param>
internal sealed record ContactAddress(Proof Proof, string Text)
{
    /// <summary>RFC 5321, section 4.5.3.1, with the angle brackets.</summary>
    private const int LongestMailbox = 254;
    private const int LongestLocalPart = 64;

    /// <summary>The country of numbers without a country code.</summary>
    private const string Home = "CN";

    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    /// <summary><c>sms</c> or <c>email</c>.</summary>
    public string Via => Proof == Proof.Telephone ? "sms" : "email";

    public static IReadOnlyList<string> Ways { get; } = ["sms", "email"];

    public static Result<ContactAddress> Read(string? to, string? via)
    {
        if (via is not ("sms" or "email"))
            return ViewerErrors.Via;
        if (to is null || to.Length > LongestMailbox)
            return ViewerErrors.To;

        return (via == "sms" ? Telephone(to) : Mailbox(to)) is { } address ? address : ViewerErrors.To;
    }

    /// <summary>Null for what is no number that gets text messages.</summary>
    private static ContactAddress? Telephone(string text)
    {
        try
        {
            var numbers = PhoneNumberUtil.GetInstance();
            var number = numbers.Parse(text.Trim(), Home);
            return numbers.IsValidNumber(number) && numbers.GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE
                ? new ContactAddress(Proof.Telephone, numbers.Format(number, PhoneNumberFormat.E164))
                : null;
        }
        catch (NumberParseException)
        {
            // Not a number: the caller is told so.
            return null;
        }
    }

    /// <summary>
    /// Nothing is guessed about providers: tags and dots stay. The case of the part before the @ is ignored, because no known provider
    /// keeps two mailboxes apart by it, and a telephone's keyboard begins with a capital.
    /// </summary>
    private static ContactAddress? Mailbox(string text)
    {
        var address = text.Trim().Normalize(NormalizationForm.FormC);
        var at = address.LastIndexOf('@');
        if (at is < 1 or > LongestLocalPart || address.Any(char.IsWhiteSpace) || address.Any(char.IsControl))
            return null;

        try
        {
            var domain = Domains.GetAscii(address[(at + 1)..].TrimEnd('.')).ToLowerInvariant();
            var mailbox = $"{address[..at].ToLowerInvariant()}@{domain}";
            return domain.Contains('.', StringComparison.Ordinal) && mailbox.Length <= LongestMailbox && MailAddress.TryCreate(mailbox, out var read) && read.Address == mailbox
                ? new ContactAddress(Proof.Email, mailbox)
                : null;
        }
        catch (ArgumentException)
        {
            // Not a domain: the caller is told so.
            return null;
        }
    }

    /// <summary>Keeps the address out of log lines.</summary>
    public override string ToString() => $"({Via})";
}
