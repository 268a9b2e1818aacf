namespace Broadcast.Api.Accounts.Passwords;

/// <summary>What is tried first: the most common passwords, and the words that festivals and their staff put into one. Lower case, letters and digits.</summary>
internal static class GuessedFirst
{
    public static IReadOnlyList<string> Words { get; } =
    [
        "1234567890", "0123456789", "123456789", "12345678", "1234567", "123456", "12345", "1234", "9876543210", "987654321", "87654321", "654321",
        "111111", "000000", "666666", "888888", "999999", "123123", "123321", "112233", "121212", "5201314", "147258369", "159753",
        "qwertyuiop", "qwerty", "qwertz", "azerty", "asdfghjkl", "asdfgh", "zxcvbnm", "zxcvbn", "qazwsx", "1q2w3e4r5t", "1q2w3e4r", "1qaz2wsx", "q1w2e3r4", "abcdefgh", "abcdef", "abcd", "abc123",
        "password", "passwort", "passw0rd", "p4ssword", "motdepasse", "woaini", "mima", "iloveyou", "letmein", "welcome", "trustno1", "changeme", "secret", "default", "master", "sunshine", "princess",
        "monkey", "dragon", "football", "baseball", "superman", "batman", "shadow", "michael", "charlie", "hello", "login", "test", "guest", "root", "user", "admin", "administrator", "operator", "anchor", "moderator",
        "livefestival", "festival", "broadcast", "livestream", "stream", "stage", "spring", "summer", "autumn", "winter", "example", "2024", "2025", "2026", "2027", "2028",
        "直播", "文化节", "节日", "密码", "主播", "导播",
    ];
}
