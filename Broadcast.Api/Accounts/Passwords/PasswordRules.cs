using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Accounts.Passwords;

/// <summary>
/// What a password that somebody chooses must be: long enough, and not made of what is guessed first. Nothing asks for digits or signs
/// (NIST SP 800-63B 5.1.1.2); but whatever a guesser knows already, common passwords, the own name and the mailbox, is not counted.
/// </summary>
internal static class PasswordRules
{
    /// <summary>Characters that must be left when what a guesser knows is taken away.</summary>
    private const int Own = 5;

    /// <summary>A shorter word of a name is in other words too.</summary>
    private const int ShortestWord = 3;

    /// <summary>Different characters at least: <c>aaaaaaaaaa</c> and <c>abababababab</c> are one guess.</summary>
    private const int Different = 4;

    public static void Password(this FieldFaults faults, string field, string? password, params ReadOnlySpan<string?> known)
    {
        if (password is not { Length: >= StaffDirectory.ShortestPassword and <= StaffDirectory.LongestPassword })
            faults.Add(
                field, Faults.Length, $"'{field}' must have {StaffDirectory.ShortestPassword}-{StaffDirectory.LongestPassword} characters.",
                StaffDirectory.ShortestPassword, StaffDirectory.LongestPassword);
        else if (IsGuessable(password, known))
            faults.Add(field, Faults.Guessable, $"'{field}' is easy to guess: it is made of common passwords, the name, the e-mail address or repetitions.");
    }

    internal static bool IsGuessable(string password, params ReadOnlySpan<string?> known)
    {
        if (password.Distinct().Count() < Different)
            return true;

        var left = Folded(password);
        if (left.Length < Own)
            // Mostly signs: nobody's list has these.
            return false;
        foreach (var word in GuessedFirst.Words.Concat(WordsOf(known)).OrderByDescending(word => word.Length))
            left = left.Replace(word, "", StringComparison.Ordinal);
        return left.Length < Own;
    }

    /// <summary>The words of names and of the parts of e-mail addresses.</summary>
    private static List<string> WordsOf(ReadOnlySpan<string?> known)
    {
        var words = new List<string>();
        foreach (var text in known)
            words.AddRange(string.Concat((text ?? "").Select(letter => char.IsLetterOrDigit(letter) ? letter : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Folded).Where(word => word.Length >= ShortestWord));
        return words;
    }

    private static string Folded(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
