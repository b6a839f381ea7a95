namespace MentorshipFlow.Programmes.Participants;

/// <summary>Commands about mentees, mentors and their training. A command that names an event asks to record it as it stands.</summary>
public abstract record ParticipantCommand : ProgrammeCommand
{
    private protected ParticipantCommand()
    {
    }

    /// <summary>Записать входное измерение.</summary>
    public sealed record MeasureEntry(ParticipantEvent.EntryMeasured Measurement) : ParticipantCommand;

    /// <summary>A fact was recorded by mistake; absent person for a fact about nobody in particular.</summary>
    public sealed record VoidParticipantFact(Guid? Person, Guid Fact, TextReference Reason) : ParticipantCommand;
}

/// <summary>Commands about mentees.</summary>
public abstract record MenteeCommand(Guid Person) : ParticipantCommand
{
    /// <summary>Принять заявку наставляемого.</summary>
    /// <param name="Standing">From the person's stream, added by the shell; null when nobody is registered there.</param>
    public sealed record ApplyAsMentee(Guid Person, PersonStatus? Standing) : MenteeCommand(Person);

    /// <summary>Записать запрос.</summary>
    public sealed record RecordRequest(ParticipantEvent.MenteeRequestRecorded Request) : MenteeCommand(Request.Person);

    /// <summary>Записать сведения от третьих лиц.</summary>
    public sealed record RecordInformation(ParticipantEvent.ThirdPartyInformationRecorded Information) : MenteeCommand(Information.Person);

    /// <summary>Назначить форму.</summary>
    public sealed record AssignForm(Guid Person, string Form, string? Variant) : MenteeCommand(Person);

    /// <summary>Включить в базу наставляемых.</summary>
    public sealed record AddMenteeToBase(Guid Person) : MenteeCommand(Person);

    /// <summary>Исключить из базы, or close an application.</summary>
    public sealed record RemoveMentee(Guid Person, RemovalReason Reason, TextReference? Text) : MenteeCommand(Person);
}

/// <summary>Commands about mentors.</summary>
public abstract record MentorCommand(Guid Person) : ParticipantCommand
{
    /// <summary>Принять заявку наставника.</summary>
    /// <param name="Standing">From the person's stream, added by the shell; null when nobody is registered there.</param>
    public sealed record ApplyAsMentor(Guid Person, PersonStatus? Standing, MentorOffer Offer) : MentorCommand(Person);

    /// <summary>Изменить заявку.</summary>
    public sealed record ChangeOffer(Guid Person, MentorOffer Offer) : MentorCommand(Person);

    /// <summary>Записать ответ об участии в программах иных организаций.</summary>
    public sealed record AnswerSharing(Guid Person, bool Permitted, SharingScope? Scope) : MentorCommand(Person);

    /// <summary>Включить в базу наставников.</summary>
    public sealed record AddMentorToBase(Guid Person, MentorCategory Category) : MentorCommand(Person);

    /// <summary>Исключить из базы, or close an application.</summary>
    public sealed record RemoveMentor(Guid Person, RemovalReason Reason, TextReference? Text) : MentorCommand(Person);

    /// <summary>Отобрать.</summary>
    public sealed record SelectMentor(Guid Person, SelectionGround Ground, TextReference? Text) : MentorCommand(Person);

    /// <summary>Отклонить.</summary>
    public sealed record RejectMentor(Guid Person, SelectionGround Ground, TextReference? Text) : MentorCommand(Person);

    /// <summary>Записать собеседование.</summary>
    public sealed record HoldInterview(ParticipantEvent.InterviewHeld Interview) : MentorCommand(Interview.Person);

    /// <summary>Записать итог обучения.</summary>
    public sealed record CompleteTraining(ParticipantEvent.MentorTrainingCompleted Training) : MentorCommand(Training.Person);

    /// <summary>Закрепить условия работы.</summary>
    public sealed record FixLabourTerms(ParticipantEvent.LabourTermsFixed Terms) : MentorCommand(Terms.Person);

    /// <summary>Признать готовым.</summary>
    public sealed record DeclareReady(Guid Person) : MentorCommand(Person);

    /// <summary>Отозвать готовность.</summary>
    public sealed record RevokeReadiness(Guid Person, RevocationReason Reason, TextReference? Text) : MentorCommand(Person);

    /// <summary>Записать отказ наставника.</summary>
    /// <param name="EffectiveOn">The first day without him; the earliest possible where absent.</param>
    /// <param name="Holidays">Days of each year that are not worked on, such as <c>01-01</c>: the notice of an employee is
    /// counted without them (L16).</param>
    public sealed record WithdrawMentor(
        Guid Person, Guid Id, DateOnly NoticeOn, DateOnly? EffectiveOn, WithdrawalReason Reason, TextReference? Text,
        IReadOnlyList<string> Holidays) : MentorCommand(Person);
}

/// <summary>Commands about training and what concerns no mentor in particular.</summary>
public abstract record TrainingCommand : ParticipantCommand
{
    private TrainingCommand()
    {
    }

    /// <summary>Записать эксперта.</summary>
    public sealed record EngageExpert(ParticipantEvent.ExpertEngaged Expert) : TrainingCommand;

    /// <summary>Записать методические материалы.</summary>
    public sealed record PrepareMaterials(ParticipantEvent.TrainingMaterialsPrepared Materials) : TrainingCommand;

    /// <summary>Утвердить программу и график обучения.</summary>
    public sealed record ApproveTrainingPlan(ParticipantEvent.TrainingPlanApproved Plan) : TrainingCommand;

    /// <summary>Записать занятие.</summary>
    public sealed record HoldSession(ParticipantEvent.TrainingSessionHeld Session) : TrainingCommand;

    /// <summary>Записать мероприятие для наставников.</summary>
    public sealed record InformMentors(ParticipantEvent.MentorsInformed Event) : TrainingCommand;

    /// <summary>Признать нехватку наставников.</summary>
    public sealed record AcknowledgeShortage(ParticipantEvent.ShortageAcknowledged Shortage) : TrainingCommand;
}
