using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.Api.Commands;

/// <summary>Loads the sample programme at the server's start, and prints the keys of its roles.</summary>
internal static class SampleSchoolOpening
{
    /// <returns>The id of the curator's key; null if it is not valid any more.</returns>
    public static async Task<Guid?> Load(IServiceProvider services, string safe, CancellationToken stop)
    {
        var firstKey = ActivatorUtilities.CreateInstance<FirstKey>(services);
        var keys = SampleKeys.Open(safe, services.GetRequiredService<AccessKeys>());
        var usable = await ActivatorUtilities.CreateInstance<SampleProgramme>(services, firstKey).Load(keys, stop);
        Console.Out.WriteLine($"{"sample",-12}school №49, programme {SampleIds.Programme}");
        foreach (var key in usable) Console.Out.WriteLine($"{"key",-12}{Kebab.Of(key.Role.ToString()),-16}{key.Key.Text}");
        return usable.FirstOrDefault(k => k.Role == Role.Curator)?.Key.Id;
    }
}
