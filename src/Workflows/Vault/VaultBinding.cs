using System.Globalization;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>The associated data of sealed rows: lines that name everything that stands unsealed beside the box, so that a row which was
/// moved to another organisation, owner or purpose does not open.</summary>
internal static class VaultBinding
{
    /// <summary>Of a row of vault.texts.</summary>
    /// <param name="specialist">Told by a psychologist or social worker.</param>
    public static string Text(Guid reference, Guid organisation, string owner, bool specialist) =>
        $"mentorshipflow text v1\n{reference}\n{organisation}\n{owner}\n{(specialist ? "specialist" : "-")}";

    /// <summary>Of a row of vault.people.</summary>
    /// <param name="certain">Name and birth date are both known, and nobody said that this is a namesake.</param>
    public static string Person(Guid reference, Guid organisation, Guid person, byte[] token, byte[] yearToken, bool certain) =>
        $"mentorshipflow person details v1\n{reference}\n{organisation}\n{person}\n{Convert.ToHexStringLower(token)}\n"
        + $"{Convert.ToHexStringLower(yearToken)}\n{(certain ? "certain" : "-")}";

    /// <summary>Of a row of vault.files.</summary>
    public static string File(Guid organisation, string owner, string sha256, string mediaType, long size) => string.Create(
        CultureInfo.InvariantCulture, $"mentorshipflow file v1\n{sha256}\n{organisation}\n{owner}\n{mediaType}\n{size}");

    /// <summary>Of a wrapped key in keys.data_keys.</summary>
    public static string DataKey(string owner, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"mentorshipflow data key v1\n{owner}\n{generation}");
}
