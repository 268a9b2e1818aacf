namespace Broadcast.Api.Guests;

/// <summary>The rights that guests may have in rooms, and the configuration's, which hold until an operator decides.</summary>
internal static class GuestRights
{
    public static IReadOnlyList<string> All { get; } = ["read", "like", "chat", "answer"];

    public static string[] Words(string rights) => rights.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static string[] Configured(IConfiguration configuration) => Words(configuration["Rooms:Guests"] ?? "read,like");
}
