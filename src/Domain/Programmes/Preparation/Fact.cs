using System.ComponentModel;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Whether an indicator was measured before the programme's work or after it.</summary>
public enum MeasuredAt
{
    /// <summary>Before.</summary>
    Before,

    /// <summary>After.</summary>
    After,
}

/// <summary>An independent fact of preparation: recorded once, and voided or corrected by another event.</summary>
/// <param name="Id">Created by the API or by the client.</param>
public abstract record Fact(Guid Id) : PreparationEvent
{
    /// <summary>A legal basis was registered (M47 to M49). An incomplete citation is accepted and flagged (F5).</summary>
    [DisplayName("правовое основание")]
    public sealed record LegalBasisRegistered(
        Guid Id, LegalLevel Level, InstitutionalText Kind, InstitutionalText? Number, InstitutionalText? Date, InstitutionalText Title,
        bool Complete) : Fact(Id);

    /// <summary>An objective was set (задача), one of the ten or the school's own (M51 to M60).</summary>
    [DisplayName("задача программы")]
    public sealed record ObjectiveSet(Guid Id, string Code, InstitutionalText Text, IReadOnlyList<string> Indicators) : Fact(Id);

    /// <summary>The value of an indicator of one of the programme's own tasks was recorded.</summary>
    /// <param name="Objective">The code of the task.</param>
    /// <param name="Indicator">One of the codes that the task names.</param>
    /// <param name="Value">A decimal as text, such as <c>4.25</c>.</param>
    [DisplayName("значение показателя задачи")]
    public sealed record ObjectiveMeasured(
        Guid Id, string Objective, string Indicator, MeasuredAt At, string Value, InstitutionalText Unit, DateOnly MeasuredOn,
        InstitutionalText Source) : Fact(Id);

    /// <summary>An expected result was set, one of the nine or the school's own (M75 to M83).</summary>
    [DisplayName("ожидаемый результат")]
    public sealed record ExpectedResultSet(Guid Id, string Code, InstitutionalText Text, IReadOnlyList<string> Indicators) : Fact(Id);

    /// <summary>A resource was registered (M86).</summary>
    [DisplayName("ресурс")]
    public sealed record ResourceRegistered(Guid Id, ResourceKind Kind, Contour Source, InstitutionalText Title) : Fact(Id);

    /// <summary>A partner was engaged (M62 to M68).</summary>
    [DisplayName("партнёр")]
    public sealed record PartnerEngaged(Guid Id, string Kind, Contour Contour, InstitutionalText Title) : Fact(Id);

    /// <summary>Outreach was held over one channel (информирование) (M91 to M96).</summary>
    [DisplayName("информирование")]
    public sealed record OutreachHeld(
        Guid Id, string Channel, DateOnly On, InstitutionalText? Audience, int? Attendance, Guid? Document,
        InstitutionalText? Url) : Fact(Id);

    /// <summary>A channel of outreach is not applicable.</summary>
    [DisplayName("неприменимость информирования")]
    public sealed record OutreachNotApplicable(Guid Id, string Channel, TextReference Reason) : Fact(Id);

    /// <summary>The survey of needs was concluded (M103).</summary>
    [DisplayName("итог опроса о потребностях")]
    public sealed record NeedsSurveyConcluded(Guid Id, DateOnly On, int? Invited, int? Responded, Guid? Document) : Fact(Id);

    /// <summary>The administrative meeting was held (M104).</summary>
    [DisplayName("административное совещание")]
    public sealed record AdministrativeMeetingHeld(Guid Id, DateOnly On, Guid? Protocol, TextReference? Decisions) : Fact(Id);

    /// <summary>An entry was added to the bank of programmes (M105).</summary>
    [DisplayName("запись в банке программ")]
    public sealed record ProgrammeBankEntryAdded(Guid Id, string Form, string? Variant, InstitutionalText Title) : Fact(Id);

    /// <summary>The number of people in a band was recorded (контингент): a denominator of the target indicators.</summary>
    /// <param name="Band"><c>learners-10-19</c>, <c>learners-15-19</c>, <c>young-specialists</c> or the school's own code.</param>
    [DisplayName("сведения о контингенте")]
    public sealed record ContingentRecorded(Guid Id, DateOnly AsOf, string Band, int Count, InstitutionalText Source) : Fact(Id);

    /// <summary>The initial value of one of the nine results was recorded.</summary>
    /// <param name="Value">A decimal as text, such as <c>4.25</c>.</param>
    [DisplayName("исходное значение результата")]
    public sealed record BaselineRecorded(
        Guid Id, string Result, string Value, InstitutionalText Unit, DateOnly MeasuredOn, InstitutionalText Source) : Fact(Id);

    /// <summary>A curator completed a course of further training (M44).</summary>
    /// <param name="Course">Its title.</param>
    /// <param name="Hours">Academic hours.</param>
    [DisplayName("обучение куратора")]
    public sealed record CuratorTrained(
        Guid Id, Guid Person, InstitutionalText Course, DateOnly From, DateOnly To, int? Hours, Guid? Document) : Fact(Id);

    /// <summary>An event of a plan beside the stages was planned, such as that of a thematic year (M31).</summary>
    [DisplayName("мероприятие плана года")]
    public sealed record YearPlanEventPlanned(Guid Id, InstitutionalText Title, DateOnly From, DateOnly? To) : Fact(Id);

    /// <summary>An event of a plan beside the stages was held (M37).</summary>
    /// <param name="Planned">The planned event; absent for one that was not planned.</param>
    [DisplayName("проведение мероприятия плана года")]
    public sealed record YearPlanEventHeld(
        Guid Id, Guid? Planned, InstitutionalText Title, DateOnly On, int? Attendance, Guid? Document) : Fact(Id);
}
