using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.Api.Commands;

/// <summary>Loads the sample programme at the server's start, and prints where the keys of its roles are: what is printed may be kept in a
/// journal.</summary>
internal static class SampleSchoolOpening
{
    private const int Tries = 5;

    /// <returns>The id of the curator's key; null if it is not valid any more.</returns>
    public static async Task<Guid?> Load(IServiceProvider services, string safe, CancellationToken stop)
    {
        var sample = ActivatorUtilities.CreateInstance<SampleProgramme>(services, ActivatorUtilities.CreateInstance<FirstKey>(services));
        if (!await sample.Fits(stop))
        {
            Console.Out.WriteLine($"{"sample",-12}not loaded: this installation was begun without it");
            return null;
        }

        var keys = SampleKeys.Open(safe, services.GetRequiredService<AccessKeys>());
        var usable = await Load(sample, keys, stop);
        Console.Out.WriteLine($"{"sample",-12}school №49, programme {SampleIds.Programme}");
        Console.Out.WriteLine($"{"keys",-12}{SampleKeys.Path(safe)}");
        return usable.FirstOrDefault(k => k.Role == Role.Curator)?.Key.Id;
    }

    // On a very busy machine a step may take longer than a caller waits for it. Each try continues after the steps that were carried out.
    private static async Task<IReadOnlyList<SampleKey>> Load(
        SampleProgramme sample, IReadOnlyList<SampleKey> keys, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await sample.Load(keys, stop);
            }
            catch (NotDecidedException) when (tries < Tries)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), stop);
            }
        }
    }
}
