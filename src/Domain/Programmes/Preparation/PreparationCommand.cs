namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Commands of stage 1's room.</summary>
public abstract record PreparationCommand : ProgrammeCommand
{
    private PreparationCommand()
    {
    }

    /// <summary>Record a fact that stands by itself.</summary>
    public sealed record RecordFact(Fact Fact) : PreparationCommand;

    /// <summary>Put another fact of the same kind in the place of one that was recorded wrongly.</summary>
    public sealed record CorrectFact(Guid Fact, Fact Replacement, TextReference Reason) : PreparationCommand;

    /// <summary>A fact was recorded by mistake.</summary>
    public sealed record VoidFact(Guid Fact, TextReference Reason) : PreparationCommand;

    /// <summary>Включить форму.</summary>
    public sealed record EnableForm(
        string Form, IReadOnlyList<string> Variants, IReadOnlyList<TandemKind> Kinds, InstitutionalText? Precondition) : PreparationCommand;

    /// <summary>Отметить условие формы выполненным.</summary>
    public sealed record MeetFormPrecondition(string Form, Guid? Document) : PreparationCommand;

    /// <summary>Выключить форму.</summary>
    public sealed record DisableForm(string Form, TextReference Reason) : PreparationCommand;

    /// <summary>Назначить куратора, first or next.</summary>
    public sealed record AppointCurator(Guid Person, Guid Order, DateOnly From, TextReference? Reason) : PreparationCommand;

    /// <summary>Undo the latest appointment, recorded by mistake.</summary>
    public sealed record VoidCuratorAppointment(TextReference Reason) : PreparationCommand;

    /// <summary>Назначить аудитора.</summary>
    public sealed record AssignAuditor(Guid Person) : PreparationCommand;

    /// <summary>Освободить аудитора.</summary>
    public sealed record ReleaseAuditor(Guid Person, TextReference Reason) : PreparationCommand;

    /// <summary>Утвердить дорожную карту, first or next version.</summary>
    public sealed record ApproveRoadmap(Guid? Document, IReadOnlyList<PlannedItem> Items) : PreparationCommand;

    /// <summary>Перенести срок.</summary>
    public sealed record RescheduleItem(string Item, DateOnly? PlannedFrom, DateOnly? PlannedTo, TextReference Reason) : PreparationCommand;

    /// <summary>Выполнить пункт.</summary>
    public sealed record CompleteItem(string Item, IReadOnlyList<Guid> Evidence) : PreparationCommand;

    /// <summary>Отметить пункт неприменимым.</summary>
    public sealed record MarkItemNotApplicable(string Item, TextReference Reason) : PreparationCommand;

    /// <summary>Открыть пункт повторно.</summary>
    public sealed record ReopenItem(string Item, TextReference Reason) : PreparationCommand;
}

/// <summary>What a school says of one item when it approves the road map; stage, activity and wording come from the
/// definition unless it adds an item.</summary>
/// <param name="Item">Code of a definition's item, or the school's own.</param>
/// <param name="Stage">Needed for the school's own items.</param>
/// <param name="Activity">Needed for the school's own items.</param>
/// <param name="Content">The school's wording; the definition's where absent.</param>
public sealed record PlannedItem(
    string Item, int? Stage, string? Activity, InstitutionalText? Content, InstitutionalText? Planned, DateOnly? PlannedFrom,
    DateOnly? PlannedTo, InstitutionalText? Position, Guid? Responsible, bool? Documented);
