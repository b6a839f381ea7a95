using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>One key of the sample.</summary>
/// <param name="Role">The role of the key.</param>
/// <param name="Person">The deputy head is initiator and curator, as in the source; null for the integrator.</param>
public sealed record SampleKey(Role Role, Guid? Person, Guid? Integrator, NewKey Key);

/// <summary>
/// The keys of the sample roles, in the file <c>sample-keys</c> of the safe, mode 600: one line <c>{role} {key}</c> for each. The file is
/// written before the keys are issued, so that a second start prints the same keys.
/// </summary>
public static class SampleKeys
{
    private static readonly IReadOnlyList<(Role Role, string Who)> Cast =
    [
        (Role.Operator, "operator"), (Role.Initiator, "deputy-head"), (Role.Curator, "deputy-head"), (Role.Head, "head"),
        (Role.Auditor, "auditor"), (Role.Integrator, "integrator"), (Role.RegionalCentre, "regional-centre"),
    ];

    /// <summary>The file in a safe.</summary>
    public static string Path(string safe) => System.IO.Path.Combine(safe, "sample-keys");

    /// <summary>Reads the keys, or creates them and writes the file.</summary>
    public static IReadOnlyList<SampleKey> Open(string safe, AccessKeys keys)
    {
        var path = Path(safe);
        if (!File.Exists(path)) Write(path, [.. Cast.Select(c => $"{Kebab.Of(c.Role.ToString())} {keys.Make().Text}")]);
        var written = File.ReadAllLines(path).Select(line => line.Split(' ')).Where(words => words.Length == 2)
            .ToDictionary(words => words[0], words => words[1]);
        return [.. Cast.Select(c => Of(c.Role, SampleIds.Of(c.Who), written))];
    }

    private static SampleKey Of(Role role, Guid who, Dictionary<string, string> written) =>
        AccessKeys.Read(written.GetValueOrDefault(Kebab.Of(role.ToString()), "")) is { } key
            ? new(role, role == Role.Integrator ? null : who, role == Role.Integrator ? who : null, key)
            : throw new InvalidDataException($"The safe's file sample-keys has no key for {Kebab.Of(role.ToString())}.");

    // Written under another name and then renamed, so an existing file is complete.
    private static void Write(string path, IReadOnlyList<string> lines)
    {
        var unfinished = path + ".unfinished";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(unfinished, options))
        {
            foreach (var line in lines) file.WriteLine(line);
        }

        File.Move(unfinished, path);
    }
}
