namespace MentorshipFlow.Programmes.Process;

/// <summary>What a programme may wait for, in the words of the commands.</summary>
public enum AwaitedCommand
{
    /// <summary>Назначить куратора.</summary>
    AppointCurator,

    /// <summary>Возобновить.</summary>
    ResumeProgramme,

    /// <summary>Представить этап к утверждению.</summary>
    SubmitStage,

    /// <summary>Утвердить этап.</summary>
    ApproveStage,

    /// <summary>Подтвердить как руководитель.</summary>
    CountersignStage,

    /// <summary>Вернуть этап на доработку.</summary>
    ReturnStage,

    /// <summary>Завершить программу.</summary>
    CompleteProgramme,
}

/// <summary>A command that would move a programme on, and who may give it.</summary>
/// <param name="Roles">The curator is the one in office. An integrator acts on behalf of such a person.</param>
public sealed record Awaited(AwaitedCommand Command, IReadOnlyList<Role> Roles)
{
    private static readonly IReadOnlyList<Role> Curator = [Role.Curator, Role.Integrator];
    private static readonly IReadOnlyList<Role> Head = [Role.Head, Role.Integrator];

    /// <summary>What a programme waits for: nothing when it is completed or cancelled.</summary>
    public static IReadOnlyList<Awaited> Of(Programme state) => (state.Status, ProcessPosition.Of(state)) switch
    {
        (ProgrammeStatus.Draft, _) => [new(AwaitedCommand.AppointCurator, Head)],
        (ProgrammeStatus.Suspended, _) => [new(AwaitedCommand.ResumeProgramme, Head)],
        (ProgrammeStatus.Active, { Stage: null }) => [new(AwaitedCommand.CompleteProgramme, [Role.Head, .. Curator])],
        (ProgrammeStatus.Active, { Submitted: true }) =>
        [
            new(AwaitedCommand.ApproveStage, Curator), new(AwaitedCommand.CountersignStage, [Role.Head]),
            new(AwaitedCommand.ReturnStage, Curator),
        ],
        (ProgrammeStatus.Active, _) => [new(AwaitedCommand.SubmitStage, Curator)],
        _ => [],
    };
}
