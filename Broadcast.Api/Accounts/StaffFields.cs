using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Accounts;

/// <summary>Reads the fields that new accounts, changed ones and invitations have in common.</summary>
internal static class StaffFields
{
    /// <summary>Characters of the longest display name.</summary>
    public const int LongestName = 40;

    /// <summary>All of them are in the account's tokens.</summary>
    private const int MostStages = 100;

    extension(FieldFaults faults)
    {
        public string Email(string field, string? email)
        {
            if (StaffDirectory.IsEmail(email?.Trim()))
                return email!.Trim();

            faults.Add(field, Faults.Form, $"'{field}' must be an e-mail address.");
            return "";
        }

        /// <summary>The roles, each once; a fault unless there is one at least, and all are known.</summary>
        public List<string> StaffRoles(IReadOnlyList<string>? named)
        {
            var roles = named?.Distinct(StringComparer.Ordinal).ToList() ?? [];
            if (roles.Count == 0 || roles.Exists(role => !Roles.All.Contains(role, StringComparer.Ordinal)))
                faults.Add("roles", Faults.Unknown, $"'roles' must name one or more of {string.Join(", ", Roles.All)}.");
            return roles;
        }

        public List<string> Stages(IReadOnlyList<string>? named)
        {
            var stages = named?.Distinct(StringComparer.Ordinal).ToList() ?? [];
            if (stages.Count > MostStages)
                faults.Add("stages", Faults.Range, $"'stages' may name {MostStages} stages at most.", 0, MostStages);
            else if (!stages.TrueForAll(stage => StageId.TryParse(stage, null, out _)))
                faults.Add("stages", Faults.Form, "'stages' must be a list of stage ids.");
            return stages;
        }

        /// <summary>The named rights in the order of <see cref="ModerationRights.All"/>. For a moderator, null means all rights; others must not name any.</summary>
        public List<string> Moderates(IReadOnlyList<string>? named, ICollection<string> roles)
        {
            if (named?.Except(ModerationRights.All, StringComparer.Ordinal).Any() == true)
                faults.Add("moderates", Faults.Unknown, $"'moderates' may only contain {string.Join(", ", ModerationRights.All)}.");
            else if (named is { Count: > 0 } && !roles.Contains(Roles.Moderator))
                faults.Add("moderates", Faults.Form, $"'moderates' is for accounts with the role {Roles.Moderator}.");
            return roles.Contains(Roles.Moderator) ? [.. ModerationRights.All.Where(right => named?.Contains(right, StringComparer.Ordinal) != false)] : [];
        }
    }
}
