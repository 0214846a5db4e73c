import { walkTheWholeJourney } from '../../support/whole-journey.ts';

walkTheWholeJourney('vi');
